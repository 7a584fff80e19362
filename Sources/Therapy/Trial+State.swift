// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What follows from the entries, and what steps need.
extension Trial {
    public var phase: TrialPhase {
        var phase = TrialPhase.planned
        for entry in entries {
            switch entry.event {
            case .started, .doseGiven, .doseNotGiven: phase = .running
            case .doseRequested: phase = .doseUnderWay
            case .ended(let outcome): phase = .ended(outcome)
            case .rateReached, .score, .sideEffect, .note, .relief: break
            }
        }
        return phase
    }

    /// When it was started; nil before.
    public var start: RecordTime? { entries.first { $0.event == .started }?.time }

    /// When relief was marked; nil before.
    public var relief: TrialEntry? {
        entries.first { entry in
            guard case .relief = entry.event else { return false }
            return true
        }
    }

    /// The rate at which relief was marked; nil in other trials and before.
    public var heldRate: FlowRate? {
        guard case .relief(let rate) = relief?.event else { return nil }
        return rate
    }

    /// The injections that were given, in order.
    public var given: [(time: RecordTime, dose: Mass, volume: Volume)] {
        entries.compactMap { entry in
            guard case .doseGiven(let dose, let volume, _) = entry.event else { return nil }
            return (entry.time, dose, volume)
        }
    }

    /// Up to when a single injection is observed; nil in other trials and before.
    public var observedUntil: Instant? {
        guard case .singleInjection(_, _, let observation) = plan else { return nil }
        return given.last.map { $0.time.pumpTime + observation }
    }

    func requireOpen() throws(TrialError) {
        // Nothing follows an end: no need to look further back.
        if case .ended(let outcome) = entries.last?.event { throw .ended(outcome) }
    }

    func requireRunning(noDose: Bool) throws(TrialError) {
        try requireOpen()
        guard phase != .planned else { throw .notStarted }
        guard !noDose || phase == .running else { throw .doseUnderWay }
    }

    func requireDose() throws(TrialError) {
        try requireRunning(noDose: false)
        guard phase == .doseUnderWay else { throw .noDoseUnderWay }
    }

    func require(_ rate: FlowRate, step: String) throws(TrialError) {
        guard case .continuous(_, _, _, let ceiling, _) = plan else {
            throw .notOfThisKind(step: step, kind: plan.kind)
        }
        guard rate > .zero, rate <= ceiling else { throw .rateOutside(rate: rate, ceiling: ceiling) }
    }

    func require(_ interval: Duration, since given: Int, at time: RecordTime) throws(TrialError) {
        guard given > 0, let last = self.given.last else { return }
        try require(time, from: last.time.pumpTime + interval)
    }

    private func require(_ time: RecordTime, from instant: Instant) throws(TrialError) {
        guard time.pumpTime >= instant else { throw .tooEarly(wait: instant - time.pumpTime) }
    }

    /// What each outcome claims.
    func check(_ outcome: TrialOutcome, at time: RecordTime) throws(TrialError) {
        switch (outcome, plan) {
        case (.relief, _):
            guard relief != nil else { throw .reliefNotMarked }
        case (_, _) where relief != nil:
            throw .reliefMarked
        case (.ceiling, .continuous(_, _, _, let ceiling, _)):
            let rates = entries.compactMap { entry -> FlowRate? in
                guard case .rateReached(let rate) = entry.event else { return nil }
                return rate
            }
            guard rates.last == ceiling else { throw .ceilingNotReached(ceiling: ceiling) }
        case (.timeUp, .continuous(_, _, _, _, let limit)):
            if let start { try require(time, from: start.pumpTime + limit) }
        case (.ceiling, _), (.timeUp, _):
            throw .notOfThisKind(step: "“\(outcome.rawValue)”", kind: plan.kind)
        case (.noRelief, .continuous), (.abandoned, _):
            break
        case (.noRelief, _):
            guard !given.isEmpty else { throw .nothingGiven }
        }
        if let observedUntil { try require(time, from: observedUntil) }
    }

    static func check(_ text: String, limit: Int) throws(TrialError) {
        let hasControl = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard !text.isEmpty, text.count <= limit, !hasControl else { throw .badText(limit: limit) }
    }
}
