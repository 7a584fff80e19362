// SPDX-License-Identifier: Apache-2.0
import Ledger
import Quantities

/// When the daemon started last, newest first: one that restarts again and again is not to resume by itself.
struct RestartLog: Codable, Equatable {
    static let name = "restarts"
    /// So many within ``span`` are too many.
    static let limit = 3
    static let span: Duration = .hour

    /// A start by the clocks that tell a gap.
    struct Start: Codable, Equatable {
        var bootId: String
        var boottimeNanoseconds: Int64
        var wallNanoseconds: Int64
        var clockIsSynchronised: Bool
    }

    var starts: [Start] = []

    mutating func add(_ time: LedgerTime) {
        let start = Start(
            bootId: time.bootId, boottimeNanoseconds: time.boottime.nanoseconds, wallNanoseconds: time.wall.nanoseconds,
            clockIsSynchronised: time.clockIsSynchronised)
        starts = [start] + starts.prefix(Self.limit - 1)
    }

    /// Starts before this one that were less than ``span`` ago, or may have been.
    func recent(at now: LedgerTime, trustWallClock: Bool) -> Int {
        starts.count { start in
            let then = LedgerTime(
                monotonic: .zero, boottime: Instant(nanoseconds: start.boottimeNanoseconds),
                wall: Instant(nanoseconds: start.wallNanoseconds), bootId: start.bootId,
                clockIsSynchronised: start.clockIsSynchronised)
            let elapsed = ElapsedTime(from: then, to: now, trustWallClock: trustWallClock)
            return elapsed.clock.map { $0 < Self.span } ?? true
        }
    }
}
