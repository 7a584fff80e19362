// SPDX-License-Identifier: Apache-2.0
import Ledger
import Quantities
import Therapy

/// A trial as the record keeps it, with the order that its injection under way is.
struct TrialRecord: Codable, Equatable {
    static let name = "trial"

    /// Counts the trials of this pump from 1.
    let number: Int64
    /// The revision that it was started under.
    let revision: Int64
    var trial: Trial
    /// The therapy file that it is a trial of.
    let document: String
    /// The request whose bolus the injection under way is; on record before the bolus is ordered.
    var doseRequest: String?
    /// The ledger's number for that bolus, as soon as it is known.
    var bolus: Int64?

    /// The trial's own prescription is the one in force. A staircase begins anew with each revision, and injections do not:
    /// for them the same therapy committed again is the same.
    func isInForce(_ document: String?, revision: Int64) -> Bool {
        guard document == self.document else { return false }
        return trial.plan.staircase == nil || revision == self.revision
    }

    /// Takes what became of the injection under way by the record of boluses.
    ///
    /// - Parameter bolus: Nil where none was ever ordered.
    /// - Parameter reason: Why there is none, or why the core refused it.
    /// - Parameter concentration: Of the trial's drug; nil where nobody knows it: then it may have been all of the dose.
    /// - Returns: False while the bolus is under way.
    mutating func settle(
        _ bolus: StoredBolus?, because reason: String, at concentration: Concentration?, _ time: RecordTime
    ) throws(TrialError) -> Bool {
        guard trial.phase == .doseUnderWay else { return false }
        guard let bolus else {
            try trial.failDose(because: reason, at: time)
            forgetOrder()
            return true
        }
        self.bolus = bolus.number
        guard !bolus.state.isOpen else { return false }
        // One of which nobody says what it may have come to may be all of it.
        let upper = bolus.deliveredUpper ?? bolus.volume
        if upper > .zero {
            let dose = concentration.flatMap { try? bolus.deliveredLower.mass(at: $0) } ?? .zero
            let most = concentration.flatMap { try? upper.mass(at: $0, rounding: .up) } ?? requested
            let isExact = upper == bolus.deliveredLower && dose > .zero
            try trial.confirmDose(
                dose, volume: bolus.deliveredLower, atMost: isExact ? nil : max(Mass(picograms: 1), most), at: time)
        } else {
            try trial.failDose(
                because: bolus.state == .refused ? reason : "nothing was delivered", at: time)
        }
        forgetOrder()
        return true
    }

    private mutating func forgetOrder() {
        doseRequest = nil
        bolus = nil
    }

    /// The dose that was asked for last.
    private var requested: Mass {
        trial.entries.reversed().lazy.compactMap { entry in
            guard case .doseRequested(let dose) = entry.event else { return nil }
            return dose
        }.first ?? .zero
    }

    /// Ends it with what its record bears out; what fits no outcome is a trial that was given up.
    ///
    /// - Parameter delivered: How long its staircase has been delivered: that is what its limit is a limit of.
    mutating func end(delivered: Duration, _ text: String?, at time: RecordTime) throws(TrialError) {
        // What becomes of it belongs into this record.
        guard trial.phase != .doseUnderWay else { throw .doseUnderWay }
        var ending = trial
        try ending.remark(text, at: time)
        // Relief that was marked is not given up: it waits for the end of its observation.
        if ending.relief != nil {
            try ending.end(.relief, at: time)
            trial = ending
            return
        }
        for outcome in [TrialOutcome.ceiling, .timeUp, .noRelief] {
            if case .continuous(_, _, _, _, let limit) = trial.plan {
                if outcome == .noRelief || outcome == .timeUp && delivered < limit { continue }
            }
            var next = ending
            guard (try? next.end(outcome, at: time)) != nil else { continue }
            trial = next
            return
        }
        try ending.end(.abandoned, at: time)
        trial = ending
    }
}
