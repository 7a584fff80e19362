// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// When buzzer and lamp of a priority are on, as IEC 60601-1-8 orders them.
///
/// Lamps: red at 1.4 to 2.8 Hz, on for 20 to 80 %; yellow at 0.4 to 0.8 Hz, on for 20 to 60 %; cyan steady (as the Open PCA
/// requirements give it). Bursts: ten pulses as three and two, twice; three pulses; one pulse. The lengths of pulses and
/// of the rests between them are within what is commonly quoted of the standard, whose text was not at hand.
enum AlarmPattern {
    private struct Span {
        let on: Int64
        let off: Int64
    }

    /// Milliseconds; the last rest is that between two bursts.
    private static let high: [Span] = {
        let group = [(150, 100), (150, 100), (150, 350), (150, 100)].map { Span(on: $0.0, off: $0.1) }
        return group + [Span(on: 150, off: 800)] + group + [Span(on: 150, off: 4_000)]
    }()
    private static let medium = [(200, 200), (200, 200), (200, 8_000)].map { Span(on: $0.0, off: $0.1) }
    private static let low = [Span(on: 200, off: 20_000)]

    /// How long after its beginning something changes again, at most.
    static let tick: Duration = .millisecond * 50

    private static func spans(_ priority: Condition.Priority) -> [Span] {
        switch priority {
        case .high: high
        case .medium: medium
        case .low: low
        }
    }

    /// Whether the buzzer is on so long after its pattern began.
    static func sounds(_ priority: Condition.Priority, after age: Duration) -> Bool {
        let spans = spans(priority)
        let period = spans.reduce(0) { $0 + $1.on + $1.off }
        var left = age.nanoseconds / 1_000_000 % period
        for span in spans {
            if left < span.on { return true }
            left -= span.on + span.off
            if left < 0 { return false }
        }
        return false
    }

    /// Whether the lamp of the priority is lit so long after its pattern began.
    static func lights(_ priority: Condition.Priority, after age: Duration) -> Bool {
        let milliseconds = age.nanoseconds / 1_000_000
        switch priority {
        case .high: return milliseconds % 500 < 250
        case .medium: return milliseconds % 1_600 < 800
        case .low: return true
        }
    }
}
