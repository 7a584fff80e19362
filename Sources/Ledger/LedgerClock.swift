// SPDX-License-Identifier: Apache-2.0
import CLinux
import Quantities

/// All clocks at once, for the record.
public struct LedgerClock: Sendable {
    /// What tells this start of the machine from others.
    public let bootID: String

    public init() {
        var buffer = [CChar](repeating: 0, count: 37)
        let isKnown = cisterna_boot_id(&buffer) == 0
        bootID = isKnown ? String(decoding: buffer.prefix(36).map { UInt8(bitPattern: $0) }, as: UTF8.self) : "unknown"
    }

    public func now() -> LedgerTime {
        LedgerTime(
            monotonic: Instant(nanoseconds: cisterna_monotonic_ns()),
            boottime: Instant(nanoseconds: cisterna_boottime_ns()), wall: Instant(nanoseconds: cisterna_realtime_ns()),
            bootId: bootID, clockIsSynchronised: cisterna_clock_synchronised() == 1)
    }
}
