// SPDX-License-Identifier: Apache-2.0

/// How long a record keeps what (BR-R04). Days are days of pump time: a wall clock that leaps makes nothing old.
public struct Retention: Hashable, Sendable {
    /// Days that entries are kept; 30 or more.
    public var eventDays: Int64
    /// How many entries of medium and high severity are kept beyond that; 1,000 or more.
    public var faults: Int64
    /// Days after which telemetry has rows of ten minutes, then of an hour, then none.
    public var telemetryDays = TelemetryDays()

    /// Ages in days.
    public struct TelemetryDays: Hashable, Sendable {
        public var minutes: Int64 = 7
        public var tens: Int64 = 90
        public var hours: Int64 = 730
    }

    /// - Parameters:
    ///   - eventDays: 30 to 3,650.
    ///   - faults: 1,000 or more.
    public init(eventDays: Int64 = 90, faults: Int64 = 1_000) {
        precondition(eventDays >= 30 && faults >= 1_000, "a record keeps at least 30 days and 1,000 faults")
        self.eventDays = eventDays
        self.faults = faults
    }
}
