// SPDX-License-Identifier: Apache-2.0
import Glibc
import Quantities
import RealTime

/// The peer: one page written in place and synced, again and again, with nothing between it and the file system.
final class BareWrites {
    private let descriptor: Int32
    private var page = [UInt8](repeating: 0x5A, count: 4_096)
    private var turn = 0
    /// As many as SQLite lets its log have before it begins anew.
    private static let pages = 1_000

    init(folder: String) throws {
        let path = "\(folder)/bare"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("open \(path)") }
        for number in 0..<Self.pages { try write(number) }
        guard fsync(descriptor) == 0 else { throw Self.failure("fsync \(path)") }
    }

    deinit { close(descriptor) }

    /// Writes for `seconds` and adds how long each took: one after the other, or each after a rest of so many milliseconds.
    /// A disk and a processor that have rested are slower.
    func slice(seconds: Double, restingMilliseconds rest: UInt32 = 0, into latencies: inout LatencyQuantiles) throws {
        let end = MonotonicClock.now() + Duration(nanoseconds: Int64(seconds * 1e9))
        while MonotonicClock.now() < end {
            if rest > 0 { usleep(rest * 1_000) }
            let begin = MonotonicClock.now()
            try write(turn % Self.pages)
            guard fdatasync(descriptor) == 0 else { throw Self.failure("fdatasync") }
            latencies.record(MonotonicClock.now() - begin)
            turn += 1
        }
    }

    private func write(_ number: Int) throws {
        guard pwrite(descriptor, page, page.count, number * page.count) == page.count else {
            throw Self.failure("pwrite")
        }
    }

    private static func failure(_ call: String) -> RecordBenchError {
        RecordBenchError("\(call): \(String(cString: strerror(errno)))")
    }
}
