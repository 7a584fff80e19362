// SPDX-License-Identifier: Apache-2.0

/// A point on a monotonic clock, in nanoseconds since that clock's own zero. Instants of different clocks must not meet:
/// the type cannot tell them apart, so each interface names the clock it means.
@frozen public struct Instant: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Nanoseconds since the clock's zero.
    public let nanoseconds: Int64

    @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    @inlinable public static var zero: Instant { Instant(nanoseconds: 0) }
    /// Later than any instant that comes: "never" in schedules.
    @inlinable public static var distantFuture: Instant { Instant(nanoseconds: .max) }

    @inlinable public static func == (left: Instant, right: Instant) -> Bool { left.nanoseconds == right.nanoseconds }
    @inlinable public static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }

    /// The later point; saturates at ``distantFuture``, since a schedule beyond 292 years is "never".
    @inlinable public static func + (instant: Instant, duration: Duration) -> Instant {
        let (sum, overflow) = instant.nanoseconds.addingReportingOverflow(duration.nanoseconds)
        return overflow ? distantFuture : Instant(nanoseconds: sum)
    }

    @inlinable public static func - (instant: Instant, duration: Duration) -> Instant {
        let (difference, overflow) = instant.nanoseconds.subtractingReportingOverflow(duration.nanoseconds)
        precondition(!overflow, "an instant overflowed in subtraction")
        return Instant(nanoseconds: difference)
    }

    @inlinable public static func - (later: Instant, earlier: Instant) -> Duration {
        let (difference, overflow) = later.nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
        precondition(!overflow, "a difference of instants overflowed")
        return Duration(nanoseconds: difference)
    }
}
