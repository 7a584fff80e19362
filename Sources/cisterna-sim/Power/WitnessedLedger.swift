// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities
import Transcript

/// A ledger before which somebody notes what it is given and what it says to have done.
final class WitnessedLedger: RecordKeeping {
    let ledger: Ledger
    private let run: PowerRun
    private let budget: ReservationBudget
    /// The pump whose rates justify a reservation.
    weak var pump: SimulatedPump?
    /// The rate that a command asks to reserve for.
    var askedRate: FlowRate = .zero

    init(_ ledger: Ledger, run: PowerRun, budget: ReservationBudget) {
        self.ledger = ledger
        self.run = run
        self.budget = budget
    }

    func commit(_ batch: LedgerBatch) throws(LedgerError) {
        var entries = batch.records.map { record in
            let transcript = EventTranscript(of: record)
            return RecordTruth.Entry(kind: transcript.kind, core: record.sequence, payload: transcript.payload)
        }
        entries += batch.events.map { RecordTruth.Entry(kind: $0.kind, payload: $0.payload.text) }
        var effects: [RecordTruth.Effect] = []
        for outcome in batch.outcomes where run.record.known.requests[outcome.id]?.outcome == nil {
            let payload: Payload = ["outcome": .string(outcome.outcome), "requestId": .string(outcome.id)]
            entries.append(RecordTruth.Entry(kind: "request-finished", payload: payload.text))
            effects.append(.finished(outcome.id, outcome.outcome))
        }
        effects += batch.kept.map { .kept($0.value) }
        if let reservation = batch.reservation { effects.append(bounded(reservation)) }
        if let settlement = batch.settlement, settlement.isClean {
            effects.append(.reserved(settlement.account.forwardSteps, bound: 0))
        }
        try witness(.init(entries: entries, effects: effects)) { () throws(LedgerError) in try ledger.commit(batch) }
    }

    /// The larger of two strokes and five seconds at the present rate. A reservation that was made before stays good.
    private func bounded(_ reservation: StepCount) -> RecordTruth.Effect {
        let rate = max(pump?.takeHighestRate() ?? .zero, askedRate)
        guard reservation > run.record.known.reserved else {
            return .reserved(reservation, bound: run.record.known.bound)
        }
        let most = budget.reservation(from: .zero, rate: rate, background: rate, bolus: .zero)
        return .reserved(reservation, bound: most.pulses)
    }

    func begin(request id: String, method: String, digest: String) throws(LedgerError) -> RequestStatus {
        if run.record.known.requests[id] != nil {
            return try ledger.begin(request: id, method: method, parametersDigest: digest, at: run.clocks())
        }
        let payload: Payload = [
            "method": .string(method), "parametersDigest": .string(digest), "requestId": .string(id),
        ]
        let submission = RecordTruth.Submission(
            entries: [RecordTruth.Entry(kind: "request-begun", payload: payload.text)], effects: [.begun(id)])
        return try witness(submission) { () throws(LedgerError) in
            try ledger.begin(request: id, method: method, parametersDigest: digest, at: run.clocks())
        }
    }

    func order(_ order: BolusOrder.Kind, _ volume: Volume, _ duration: Duration, request: String) throws(LedgerError)
        -> Int64
    {
        // The number is the record's to give; by the truth of it, it is the next.
        let next = (run.record.known.orders.keys.max() ?? run.ordersBefore) + 1
        let submission = RecordTruth.Submission(
            entries: [RecordTruth.Entry(kind: "bolus-ordered")], effects: [.ordered(number: next, request: request)])
        let number = try witness(submission) { () throws(LedgerError) in
            try ledger.beginBolus(
                volume: volume, duration: duration, kind: order, requestId: request, at: run.clocks())
        }
        if number != next { run.violate("the record numbers a bolus \(number) that is the \(next).") }
        return number
    }

    func prescribe(_ treatment: Treatment) throws(LedgerError) {
        let submission = RecordTruth.Submission(
            entries: [RecordTruth.Entry(kind: "prescription-committed")], effects: [.prescribed(treatment)])
        try witness(submission) { () throws(LedgerError) in
            try ledger.commitPrescription(
                revision: treatment.revision, text: treatment.text, digest: "\(treatment.text.utf8.count)",
                rigDigest: "rig", operator: "simulation", reason: "", fillNumber: treatment.program.fillNumber,
                at: run.clocks())
        }
    }

    private func witness<Value>(
        _ submission: RecordTruth.Submission, _ body: () throws(LedgerError) -> Value
    ) throws(LedgerError) -> Value {
        do {
            let value = try body()
            run.record.acknowledge(submission)
            return value
        } catch {
            if error.storageFault != nil {
                run.record.doubt(submission)
            } else {
                run.violate("the record refuses what it is given: \(error)")
            }
            throw error
        }
    }
}
