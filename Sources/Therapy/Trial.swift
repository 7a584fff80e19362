// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A trial of a drug on a bench: a plan and the record of what came of it. Every step either is allowed and becomes an entry
/// or throws and changes nothing. It has no clock; whoever calls says when.
public struct Trial: Codable, Hashable, Sendable {
    public static let mostEntries = 10_000
    public static let textLimit = 1_000
    public static let nameLimit = 256

    public let name: String
    /// The primary drug, which doses and rates speak of.
    public let drug: String
    /// Level and position of the catheter tip, in free words.
    public let tip: String?
    public let plan: TrialPlan
    /// In order of pump time.
    public private(set) var entries: [TrialEntry] = []

    /// - Throws: ``TrialError/badPlan(_:)``, ``TrialError/badText(limit:)``.
    public init(name: String, drug: String, tip: String?, plan: TrialPlan) throws(TrialError) {
        for text in [name, drug, tip ?? "-"] { try Self.check(text, limit: Self.nameLimit) }
        try plan.check()
        self.name = name
        self.drug = drug
        self.tip = tip
        self.plan = plan
    }

    // MARK: - Steps

    /// Begins the trial.
    public mutating func start(at time: RecordTime) throws(TrialError) {
        if case .ended(let outcome) = phase { throw .ended(outcome) }
        guard phase == .planned else { throw .startedAlready }
        try append(.started, at: time)
    }

    /// Somebody asks for the next injection of the plan.
    ///
    /// - Returns: The dose to be given.
    public mutating func requestDose(at time: RecordTime) throws(TrialError) -> Mass {
        try requireRunning(noDose: true)
        let doses = plan.injections
        guard !doses.isEmpty else { throw .notOfThisKind(step: "an injection", kind: plan.kind) }
        guard relief == nil else { throw .reliefMarked }
        let given = self.given.count
        guard given < doses.count else { throw .allDosesGiven(count: doses.count) }
        if case .multipleInjections(_, _, let interval) = plan { try require(interval, since: given, at: time) }
        try append(.doseRequested(dose: doses[given]), at: time)
        return doses[given]
    }

    /// The injection is over, wholly or cut short: what was delivered of it, at least.
    ///
    /// - Parameter atMost: What may have been delivered of it, where nobody knows exactly. Above zero it stands for an
    ///   injection even where surely nothing was delivered of it: it is not given again.
    public mutating func confirmDose(
        _ dose: Mass, volume: Volume, atMost: Mass? = nil, at time: RecordTime
    ) throws(TrialError) {
        try requireDose()
        guard dose > .zero && volume > .zero || (atMost ?? .zero) > .zero else { throw .nothingGiven }
        try append(.doseGiven(dose: dose, volume: volume, atMost: atMost), at: time)
    }

    /// The injection was refused, or surely nothing of it was delivered: it may be asked for again.
    public mutating func failDose(because reason: String, at time: RecordTime) throws(TrialError) {
        try requireDose()
        try Self.check(reason, limit: Self.textLimit)
        try append(.doseNotGiven(reason: reason), at: time)
    }

    /// A continuous trial delivers at this rate from here on.
    public mutating func reachRate(_ rate: FlowRate, at time: RecordTime) throws(TrialError) {
        try requireRunning(noDose: false)
        try require(rate, step: "a rate")
        try append(.rateReached(rate: rate), at: time)
    }

    /// A pain score, 0 to 10; before the start too.
    public mutating func score(_ pain: Int, at time: RecordTime) throws(TrialError) {
        try requireOpen()
        guard (0...10).contains(pain) else { throw .badScore(pain) }
        try append(.score(pain: pain), at: time)
    }

    public mutating func sideEffect(_ text: String, at time: RecordTime) throws(TrialError) {
        try requireOpen()
        try Self.check(text, limit: Self.textLimit)
        try append(.sideEffect(text: text), at: time)
    }

    public mutating func note(_ text: String, at time: RecordTime) throws(TrialError) {
        try requireOpen()
        try Self.check(text, limit: Self.textLimit)
        try append(.note(text: text), at: time)
    }

    /// Relief is there. A continuous trial holds its rate from here on, which must be named; others name none.
    public mutating func markRelief(heldRate: FlowRate? = nil, at time: RecordTime) throws(TrialError) {
        try requireRunning(noDose: true)
        guard relief == nil else { throw .reliefMarked }
        if case .continuous = plan {
            guard let heldRate else { throw .notOfThisKind(step: "relief without a rate", kind: plan.kind) }
            try require(heldRate, step: "a rate")
        } else {
            guard heldRate == nil else { throw .notOfThisKind(step: "a rate", kind: plan.kind) }
            guard !given.isEmpty else { throw .nothingGiven }
        }
        try append(.relief(heldRate: heldRate), at: time)
    }

    /// Ends the trial. It may be abandoned at any time; every other outcome needs what it claims.
    public mutating func end(_ outcome: TrialOutcome, at time: RecordTime) throws(TrialError) {
        if outcome == .abandoned {
            try requireOpen()
        } else {
            try requireRunning(noDose: true)
            try check(outcome, at: time)
        }
        try append(.ended(outcome: outcome), at: time)
    }

    /// The end and what came of an injection always have their place, however full the record is.
    private mutating func append(_ event: TrialEvent, at time: RecordTime) throws(TrialError) {
        if let last = entries.last?.time.pumpTime, time.pumpTime < last {
            throw .timeWentBack(by: last - time.pumpTime)
        }
        let hasPlace: Bool
        switch event {
        case .ended, .doseGiven, .doseNotGiven: hasPlace = true
        default: hasPlace = entries.count < Self.mostEntries
        }
        guard hasPlace else { throw .tooManyEntries(limit: Self.mostEntries) }
        entries.append(TrialEntry(time: time, event: event))
    }
}
