// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// The one order in which the record and the pump go: reserve, move, settle. What the thread of the ledger does each time
/// it wakes, without the thread, so that the simulation of power cuts runs the very same code.
///
/// Used from one thread.
public struct Bookkeeping<Pump: GrantedPump> {
    private let pump: Pump
    private let budget: ReservationBudget
    /// Events of the core that are not on disk yet.
    private var backlog: [EventRecord] = []
    private var ownEvents: [LedgerEvent] = []
    private var telemetry = TelemetryCollector()
    /// The core moves or may: the reservation stays ahead of it.
    private var isArmed = false
    /// Commands on their way that may make it move: until each one's outcome is known nothing is settled as clean, since
    /// that would take back the reservation that they go by.
    private var pendingMoves = 0
    private var isSettledCleanly = false

    /// How many events wait in memory while the disk does not take them; beyond it the ring fills and the pump pauses.
    private static var backlogLimit: Int { 16_384 }

    public init(pump: Pump, budget: ReservationBudget) {
        self.pump = pump
        self.budget = budget
    }

    /// Minutes of telemetry that were given up, since the record takes nothing for so long.
    public var lostTelemetry: Int64 { telemetry.lost }

    /// Something of the daemon's own, with the next commit.
    public mutating func note(_ events: [LedgerEvent]) { ownEvents += events }

    /// One commit, if there is anything to commit: events, settlement and the next reservation together.
    ///
    /// - Parameter time: The clocks, asked after the pump was looked at.
    /// - Returns: The core's events that are on disk now, and whether anything was written.
    /// - Throws: What the record threw. Nothing is lost: the next call tries it again.
    public mutating func record(
        in record: some RecordKeeping, at time: () -> LedgerTime
    ) throws(LedgerError) -> (events: [EventRecord], wrote: Bool) {
        // The account is read before the events: what it counts as moved is surely within what was reserved.
        let snapshot = pump.snapshot()
        while backlog.count < Self.backlogLimit, let event = pump.nextEvent() {
            backlog.append(event)
            follow(event.event)
        }
        // After the events: a dose that one of them begins is known to the therapy's state, and the pump time is not before
        // any of them. So no lockout comes out shorter than it was.
        let later = pump.snapshot()
        let now = time()
        telemetry.sample(later, at: now)
        let isAtRest = !isArmed && pendingMoves == 0 && !snapshot.state.mayMove && snapshot.isAtRest
        let reservation = nextReservation(snapshot, isAtRest: isAtRest)
        let mustSettle = isAtRest ? !isSettledCleanly : reservation != nil
        guard !backlog.isEmpty || !ownEvents.isEmpty || mustSettle || telemetry.isDue else { return ([], false) }
        let settlement = Settlement(
            account: snapshot.account,
            fullStep: isAtRest && snapshot.phaseIsKnown && snapshot.isOnFullStep ? snapshot.fullStep : nil,
            isClean: isAtRest, therapy: later.therapy, dead: later.dead)
        try record.commit(
            LedgerBatch(
                at: now, records: backlog, events: ownEvents + lossOfTelemetry, settlement: settlement,
                reservation: reservation, telemetry: telemetry.rows))
        telemetry.wrote()
        isSettledCleanly = isAtRest
        if let reservation { pump.grant(reservation) }
        // At rest the core holds no grant: the reservation that was taken back is not handed out again.
        if isAtRest { pump.grant(snapshot.account.forwardSteps) }
        defer {
            backlog = []
            ownEvents = []
        }
        return (backlog, true)
    }

    /// Reserves for a command that may make the pump move, and grants it. ``moveDecided()`` must follow when the command's
    /// outcome is known.
    ///
    /// - Parameter rate: The background that it is for; a bolus is reserved for as it runs, beyond the first two strokes.
    /// - Throws: What the record threw; then nothing is granted.
    public mutating func reserve(
        for rate: FlowRate, in record: some RecordKeeping, at time: () -> LedgerTime
    ) throws(LedgerError) {
        let snapshot = pump.snapshot()
        // The core may still hold an older grant: all that it could move by it is reserved anew.
        let reservation = max(
            pump.granted,
            budget.reservation(from: snapshot.account.forwardSteps, rate: rate, background: rate, bolus: .zero))
        try record.commit(
            LedgerBatch(
                at: time(),
                settlement: Settlement(account: snapshot.account, therapy: snapshot.therapy, dead: snapshot.dead),
                reservation: reservation))
        pendingMoves += 1
        isSettledCleanly = false
        pump.grant(reservation)
    }

    /// Keeps values of the daemon's own, and the event that says why, together with the pump time: what they say of a time
    /// is never ahead of where a restart begins.
    ///
    /// - Throws: What the record threw; then nothing is kept.
    public func keep(
        _ values: [KeptValue], _ event: LedgerEvent, in record: some RecordKeeping, at time: () -> LedgerTime
    ) throws(LedgerError) {
        let snapshot = pump.snapshot()
        // Read after the pump time: what lies between the two counts as not elapsed.
        try record.commit(
            LedgerBatch(
                at: time(), events: [event],
                settlement: Settlement(account: snapshot.account, therapy: snapshot.therapy, dead: snapshot.dead),
                kept: values))
    }

    /// The outcome of a command that was reserved for is known, and where it was accepted its change of state was followed.
    public mutating func moveDecided() { pendingMoves -= 1 }

    private var lossOfTelemetry: [LedgerEvent] {
        guard lostTelemetry > 0 else { return [] }
        return [
            LedgerEvent(
                kind: "telemetry-lost", severity: .low, payload: ["minutes": .integer(lostTelemetry)],
                requirements: ["BR-F04", "BR-F07"])
        ]
    }

    private func nextReservation(_ snapshot: PumpSnapshot, isAtRest: Bool) -> StepCount? {
        guard isArmed else { return nil }
        let wanted = budget.reservation(
            from: snapshot.account.forwardSteps, rate: snapshot.rate, background: snapshot.programRate,
            bolus: (snapshot.bolus?.volume ?? .zero) - snapshot.bolusDelivered)
        // Each edge of a stroke makes room for one pulse more, and the core's word on that little grant is an event, which is
        // looked at while the next edge leaves: a commit an edge. Half a stroke is worth one, or what the next stroke lacks.
        let isEnough =
            wanted >= pump.granted + StepCount(pulses: max(1, budget.strokePulses / 2))
            || snapshot.nextStrokeEnd > pump.granted
        return isEnough && wanted > pump.granted ? wanted : nil
    }

    private mutating func follow(_ event: Event) {
        if case .stateChanged(_, let state, _) = event { isArmed = state.mayMove }
    }
}
