// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// Which signal the listed conditions are given, by the priorities of IEC 60601-1-8 (BR-A01, BR-A03, BR-A07). All instants
/// are of CLOCK_MONOTONIC. It never touches delivery.
struct AlarmManager: Sendable {
    struct Listed: Hashable, Sendable {
        let condition: Condition
        let isAcknowledged: Bool
        /// When it was listed.
        let since: Instant
    }

    /// What people are to hear and see now.
    struct Presentation: Hashable, Sendable {
        /// The highest priority of all that is listed, raised by one where nobody has looked for ten minutes; nil for none.
        var priority: Condition.Priority?
        /// It owns its priority by having waited.
        var isEscalated = false
        /// Nobody has acknowledged it yet: it flashes.
        var isUnseen = false
        var isSilenced = false
        var isTest = false
    }

    /// What nobody acknowledges for so long is signalled as if it were of the next priority.
    static let patience: Duration = .minute * 10
    /// The longest silence.
    static let longestSilence: Duration = .minute * 10
    /// How long a test shows each priority.
    static let testSpan: Duration = .second * 5

    private(set) var listed: [Listed] = []
    private var silencedUntil: Instant = .zero
    private var testBegan: Instant?
    /// What was presented last, and since when: patterns begin with it.
    private var presented = Presentation()
    private var patternBegan: Instant = .zero

    /// The conditions that are listed now. A silence is for what was heard: it ends with the first that is new.
    mutating func follow(_ now: [Listed]) {
        let known = Set(listed.map(\.condition))
        let isNews = now.contains { item in
            guard known.contains(item.condition) else { return true }
            return listed.contains {
                $0.condition == item.condition && ($0.since < item.since || ($0.isAcknowledged && !item.isAcknowledged))
            }
        }
        if isNews { silencedUntil = .zero }
        listed = now
    }

    /// Silences the buzzer for ten minutes at most; lamps go on. Gives for how long.
    mutating func silence(for span: Duration, at now: Instant) -> Duration {
        let granted = max(.zero, min(span, Self.longestSilence))
        silencedUntil = now + granted
        return granted
    }

    /// A stop silences what sounded when it came (BR-A03).
    mutating func stopped(at now: Instant) { silencedUntil = max(silencedUntil, now + Self.longestSilence) }

    func isSilenced(at now: Instant) -> Bool { now < silencedUntil }

    /// Shows each priority for some seconds, the highest first. Gives how long that takes. A real condition of higher priority
    /// than the one shown has precedence.
    mutating func beginTest(at now: Instant) -> Duration {
        testBegan = now
        return Self.testSpan * 3
    }

    func presentation(at now: Instant) -> Presentation {
        var real = Presentation()
        for item in listed {
            let waited = !item.isAcknowledged && now - item.since >= Self.patience
            let own = item.condition.priority
            let shown = waited ? Self.next(own) : own
            let best = real.priority ?? .low
            guard real.priority == nil || shown > best || (shown == best && !item.isAcknowledged) else { continue }
            if real.priority == nil || shown > best {
                real.isUnseen = false
                real.isEscalated = false
            }
            real.priority = shown
            real.isUnseen = real.isUnseen || !item.isAcknowledged
            real.isEscalated = real.isEscalated || shown > own
        }
        real.isSilenced = real.priority != nil && isSilenced(at: now)
        guard let tested = testedPriority(at: now) else { return real }
        if let priority = real.priority, real.isUnseen, priority >= tested { return real }
        return Presentation(priority: tested, isUnseen: true, isTest: true)
    }

    private func testedPriority(at now: Instant) -> Condition.Priority? {
        guard let testBegan, now >= testBegan else { return nil }
        switch (now - testBegan).nanoseconds / Self.testSpan.nanoseconds {
        case 0: return .high
        case 1: return .medium
        case 2: return .low
        default: return nil
        }
    }

    private static func next(_ priority: Condition.Priority) -> Condition.Priority {
        switch priority {
        case .low: .medium
        case .medium, .high: .high
        }
    }

    /// What buzzer and lamps do now.
    mutating func signal(at now: Instant) -> AlarmSignal {
        let presentation = presentation(at: now)
        if presentation.priority != presented.priority || presentation.isTest != presented.isTest { patternBegan = now }
        presented = presentation
        var signal = AlarmSignal()
        guard let priority = presentation.priority else { return signal }
        let age = now - patternBegan
        // What somebody has seen stays lit, and does not flash or sound.
        let isLit = !presentation.isUnseen || AlarmPattern.lights(priority, after: age)
        switch priority {
        case .high: signal.lampHigh = isLit
        case .medium: signal.lampMedium = isLit
        case .low: signal.lampLow = isLit
        }
        signal.buzzer =
            presentation.isUnseen && !presentation.isSilenced && AlarmPattern.sounds(priority, after: age)
        return signal
    }
}
