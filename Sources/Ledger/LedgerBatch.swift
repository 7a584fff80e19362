// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What goes into the record in one transaction: all of it or nothing.
///
/// The core's events carry more than their own rows: from them the ledger keeps the pump's state, the latched
/// conditions, the numbers of the last event, stroke and command, and the progress and the end of boluses. So they must
/// all come, in order.
public struct LedgerBatch: Sendable {
    public var at: LedgerTime
    /// The core's events, with rising numbers.
    public var records: [EventRecord]
    /// The daemon's own, after the core's.
    public var events: [LedgerEvent]
    /// Movement made; within the reservation that was on disk before this batch.
    public var settlement: Settlement?
    /// A new limit of the forward odometer, never below the last. Only when the commit has returned may it be granted.
    public var reservation: StepCount?
    /// Replies to requests.
    public var outcomes: [RequestOutcome]
    /// Boluses that were ordered and that the core refused.
    public var refusedBoluses: [Int64]
    /// Documents that the daemon keeps; the event that says why goes into ``events``.
    public var kept: [KeptValue]
    /// Minutes that are over.
    public var telemetry: [TelemetryMinute]

    public init(
        at: LedgerTime, records: [EventRecord] = [], events: [LedgerEvent] = [], settlement: Settlement? = nil,
        reservation: StepCount? = nil, outcomes: [RequestOutcome] = [], refusedBoluses: [Int64] = [],
        kept: [KeptValue] = [], telemetry: [TelemetryMinute] = []
    ) {
        self.at = at
        self.records = records
        self.events = events
        self.settlement = settlement
        self.reservation = reservation
        self.outcomes = outcomes
        self.refusedBoluses = refusedBoluses
        self.kept = kept
        self.telemetry = telemetry
    }
}
