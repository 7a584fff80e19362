// SPDX-License-Identifier: Apache-2.0
import Ledger
import Quantities

/// Notices steps of the wall clock: each is an event, and moves nothing (BR-R02, BR-D09).
struct WallClockWatch {
    private var offset: Int64

    /// Slewing moves the clock by less between two looks.
    static let tolerance: Duration = .second

    init(_ time: LedgerTime) { offset = Self.offset(time) }

    private static func offset(_ time: LedgerTime) -> Int64 { time.wall.nanoseconds - time.boottime.nanoseconds }

    /// The step since the last look; nil for none.
    mutating func step(_ time: LedgerTime) -> Duration? {
        let now = Self.offset(time)
        defer { offset = now }
        let step = now - offset
        return step.magnitude > Self.tolerance.nanoseconds.magnitude ? Duration(nanoseconds: step) : nil
    }
}
