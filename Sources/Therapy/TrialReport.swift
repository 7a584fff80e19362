// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A trial for reading and for handing on: doses, scores against time, the catheter tip, the outcome and what it proposes.
public struct TrialReport: Codable, Hashable, Sendable {
    /// When something was.
    public struct Point: Codable, Hashable, Sendable {
        /// Since the start; nil before it.
        public let after: Duration?
        /// By the wall clock.
        public let wall: String
    }

    public struct Dose: Codable, Hashable, Sendable {
        /// When it was over.
        public let at: Point
        /// As planned.
        public let asked: Mass
        public let delivered: Mass
        public let volume: Volume
        /// What may have been delivered; nil where it is known.
        public let atMost: Mass?
    }

    public struct Rate: Codable, Hashable, Sendable {
        public let at: Point
        public let rate: FlowRate
        /// Of the trial's drug, rounded down.
        public let doseRate: DoseRate
    }

    public struct Score: Codable, Hashable, Sendable {
        public let at: Point
        /// 0 to 10.
        public let pain: Int
    }

    public struct Remark: Codable, Hashable, Sendable {
        public let at: Point
        public let text: String
    }

    public static let notice = "A trial on a bench rig, never on a person or an animal."

    public let name: String
    public let kind: String
    public let drug: String
    public let concentration: Concentration
    public let tip: String?
    public let started: Point?
    public let ended: Point?
    public let doses: [Dose]
    /// Of a continuous trial.
    public let rates: [Rate]
    public let relief: Point?
    public let scores: [Score]
    public let sideEffects: [Remark]
    public let notes: [Remark]
    /// Doses that came to nothing, with the reason.
    public let failures: [Remark]
    /// Nil while it goes on.
    public let outcome: TrialOutcome?
    public let proposal: TrialProposal
    public let notice: String

    /// - Parameter prescription: The one under which the trial ran.
    public init(of trial: Trial, prescription: Prescription) {
        let start = trial.start?.pumpTime
        func point(_ time: RecordTime) -> Point {
            let span = start.map { time.pumpTime - $0 }
            return Point(after: span.flatMap { $0 >= .zero ? $0 : nil }, wall: time.wallText)
        }
        func points<Value>(_ value: (TrialEvent) -> Value?) -> [(Point, Value)] {
            // The start itself is no time before the start.
            let first = trial.entries.firstIndex { $0.event == .started } ?? trial.entries.count
            return trial.entries.enumerated().compactMap { index, entry in
                value(entry.event).map { value in
                    (index < first ? Point(after: nil, wall: entry.time.wallText) : point(entry.time), value)
                }
            }
        }
        func remarks(_ text: (TrialEvent) -> String?) -> [Remark] { points(text).map { Remark(at: $0, text: $1) } }
        let drug = prescription.admixture.drugs.first { $0.name == trial.drug }
        let concentration = drug?.concentration ?? .zero
        self.concentration = concentration
        name = trial.name
        kind = trial.plan.kind
        self.drug = trial.drug
        tip = trial.tip
        started = trial.start.map(point)
        let bounds = points { if case .doseGiven(_, _, let atMost) = $0 { .some(atMost) } else { nil } }
        doses = zip(zip(trial.given, bounds), trial.plan.injections).map { given, asked in
            let (least, (at, atMost)) = given
            return Dose(at: at, asked: asked, delivered: least.dose, volume: least.volume, atMost: atMost)
        }
        rates = points { if case .rateReached(let rate) = $0 { rate } else { nil } }.map { at, rate in
            Rate(at: at, rate: rate, doseRate: (try? rate.doseRate(at: concentration)) ?? .max)
        }
        relief = trial.relief.map { point($0.time) }
        scores = points { if case .score(let pain) = $0 { pain } else { nil } }.map { Score(at: $0, pain: $1) }
        sideEffects = remarks { if case .sideEffect(let text) = $0 { text } else { nil } }
        notes = remarks { if case .note(let text) = $0 { text } else { nil } }
        failures = remarks { if case .doseNotGiven(let reason) = $0 { reason } else { nil } }
        let end = points { if case .ended(let outcome) = $0 { outcome } else { nil } }.last
        ended = end?.0
        outcome = end?.1
        proposal = TrialProposal(trial, prescription: prescription)
        notice = Self.notice
    }
}
