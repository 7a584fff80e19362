// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What the core starts a therapy from after a restart. Whatever a crash may have hidden counts as having happened, at the
/// time of the restart; what nobody knows to have elapsed has not.
public struct TherapyRestoration: Sendable {
    /// At the pump time of the restart.
    public let therapy: TherapyState
    /// Never below what the last session had counted.
    public let windows: DoseWindows
    /// The pump clock was set and nobody knows any more what it should show.
    public let clockWasLost: Bool
    public let elapsed: ElapsedTime

    /// From the record as it is before ``Ledger/settleUncertain(steps:volume:at:pumpTime:therapy:)``, which is to be told
    /// ``therapy`` and its pump time.
    ///
    /// - Parameters:
    ///   - minutes: ``Ledger/deliveredMinutes()``.
    ///   - dead: The dead volume of paths with which the record has none.
    ///   - demandSpan: How long the demand bolus's own window is: above 0 to 24 h.
    ///   - uncertain: The most that the uncertain steps may have delivered.
    ///   - mixture: What the reservoir gives by the prescription on record, which a crash may hide to have begun to enter
    ///     the path; nil where there is none.
    ///   - isAfterGap: The record is a copy that was restored: what happened since it was made counts as having happened now.
    ///   - hiddenDoses: How many demand boluses at most the gap hides.
    ///   - dosesPeriodically: Whether the program that ran doses at an interval; without a word it may have.
    public init(
        state: DurableState, minutes: [DeliveredMinute], now: LedgerTime, trustWallClock: Bool, dead: DeadVolume,
        demandSpan: Duration, uncertain: Volume, mixture: DrugMixture? = nil, dosesPeriodically: Bool = true,
        isAfterGap: Bool = false, hiddenDoses: Int = 0
    ) {
        let elapsed = ElapsedTime(
            from: state.settledAt ?? state.lastWritten, to: now, trustWallClock: trustWallClock)
        var therapy = state.recordedTherapy
        therapy.background.rest(from: therapy.pumpTime)
        therapy.pumpTime = therapy.pumpTime + elapsed.known

        let paths = PathTimeline(state.therapy, dead: dead)
        var windows = DoseWindows(minutes: minutes, demandSpan: demandSpan, of: paths)
        windows.roll(to: therapy.pumpTime)
        let settled = state.account.forwardVolume
        paths.count(from: minutes.last?.forwardVolume ?? settled, to: settled, in: &windows)
        if uncertain > .zero {
            if let mixture { therapy.path.enter(mixture, at: settled) }
            therapy.path.widen(by: uncertain)
            let known = state.therapy?.path.dead?.dead ?? dead
            windows.count(from: settled, to: settled + uncertain, of: therapy.path, through: known)
        }

        if isAfterGap, let mixture { therapy.path.declareUnknown(at: settled, then: mixture) }
        let open = state.interrupted.contains { $0.kind == .demand } ? 1 : 0
        therapy.closeDemand(hidden: open + hiddenDoses)
        if uncertain > .zero || isAfterGap, dosesPeriodically { therapy.background.lastDose = therapy.pumpTime }
        let wasSet = therapy.background.clockOffset != nil
        if isAfterGap {
            therapy.background.loseClock(at: therapy.pumpTime)
        } else {
            therapy.background.moveClock(by: elapsed, at: therapy.pumpTime)
        }
        self.therapy = therapy
        self.windows = windows
        self.elapsed = elapsed
        clockWasLost = wasSet && therapy.background.clockOffset == nil
    }
}

extension TherapyState {
    /// Demand boluses that may have been given unseen count as begun and ended now; one whose end nobody saw has ended.
    fileprivate mutating func closeDemand(hidden: Int) {
        for _ in 0..<min(hidden, DemandRules.mostPerDay) { demand.begin(at: pumpTime) }
        guard let start = demand.start(0) else { return }
        if let end = demand.lastEnd, end >= start, hidden == 0 { return }
        demand.end(at: pumpTime)
    }
}

extension BackgroundState {
    /// Delivery had ended by the last settlement, as far as anybody knows: of a dose the rest is forfeited, and the
    /// staircase stands where it surely was.
    fileprivate mutating func rest(from pumpTime: Instant) {
        doseUntil = min(doseUntil, pumpTime)
        if let from = staircaseFrom { staircaseElapsed += max(.zero, pumpTime - from) }
        staircaseFrom = nil
    }

    /// The offset stands against the pump time, which goes on by what is known only.
    fileprivate mutating func moveClock(by elapsed: ElapsedTime, at pumpTime: Instant) {
        guard let clock = elapsed.clock else {
            loseClock(at: pumpTime)
            return
        }
        let ahead = (clock - elapsed.known).nanoseconds
        clockOffset = clockOffset.map { $0 + ahead }
        earlierOffset = earlierOffset.map { $0 + ahead }
    }
}

extension DoseWindows {
    /// What was delivered minute by minute, counted as if at the end of each.
    fileprivate init(minutes: [DeliveredMinute], demandSpan: Duration, of paths: PathTimeline) {
        // The first row's own volume is not counted: it may be long ago.
        self.init(at: minutes.dropFirst().first?.begin ?? .zero)
        setDemandSpan(demandSpan)
        for (before, row) in zip(minutes, minutes.dropFirst()) {
            roll(to: row.begin)
            paths.count(from: before.forwardVolume, to: row.forwardVolume, in: &self)
        }
    }
}
