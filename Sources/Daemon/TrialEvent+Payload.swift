// SPDX-License-Identifier: Apache-2.0
import Ledger
import Quantities
import Therapy
import Transcript

extension TrialEvent {
    /// What an entry of the trial says, for the pump's record.
    var fields: [String: PayloadValue] {
        switch self {
        case .started: return [:]
        case .doseRequested(let dose): return ["askedPicograms": .integer(dose.picograms)]
        case .doseGiven(let dose, let volume, let atMost):
            var fields: [String: PayloadValue] = [
                "dosePicograms": .integer(dose.picograms), "volumePicoliters": .integer(volume.picoliters),
            ]
            fields["doseAtMostPicograms"] = atMost.map { .integer($0.picograms) }
            return fields
        case .doseNotGiven(let reason): return ["reason": .string(reason)]
        case .rateReached(let rate): return ["ratePicolitersPerDay": .integer(rate.picolitersPerDay)]
        case .score(let pain): return ["score": .integer(Int64(pain))]
        case .sideEffect(let text), .note(let text): return ["text": .string(text)]
        case .relief(let rate):
            return rate.map { ["heldRatePicolitersPerDay": .integer($0.picolitersPerDay)] } ?? [:]
        case .ended(let outcome): return ["outcome": .string(outcome.rawValue)]
        }
    }
}

extension TrialRecord {
    /// How many characters of a trial's record go into one event: a reader takes it at once.
    private static let partLength = 50_000

    /// A step with what it added to the trial, for the pump's record.
    ///
    /// - Parameter known: How many entries were on record before.
    func stepEvent(_ step: String, by operatorName: String, after known: Int) -> LedgerEvent {
        var payload: Payload = [
            "trial": .integer(number), "step": .string(step), "operator": .string(operatorName),
        ]
        for entry in trial.entries.dropFirst(known) {
            for (field, value) in entry.event.fields { payload[field] = value }
        }
        return LedgerEvent(kind: "trial-step", payload: payload, requirements: ["BR-D01"])
    }

    /// The whole of it as it ended, since the next trial takes its place: `text` is the record as JSON, in parts.
    func endedEvents(_ text: String, partLength: Int = partLength) -> [LedgerEvent] {
        guard case .ended(let outcome) = trial.phase else { return [] }
        var parts: [Substring] = []
        var rest = text[...]
        while !rest.isEmpty {
            parts.append(rest.prefix(partLength))
            rest = rest.dropFirst(partLength)
        }
        return parts.enumerated().map { index, part in
            LedgerEvent(
                kind: "trial-ended",
                payload: [
                    "trial": .integer(number), "outcome": .string(outcome.rawValue), "record": .string(String(part)),
                    "part": .integer(Int64(index + 1)), "parts": .integer(Int64(parts.count)),
                ], requirements: ["BR-D01"])
        }
    }
}
