// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Daemon

/// Goal: buzzer and lamps say what is most urgent, as the standard orders it, and a silence ends when it has to. Method: the
/// alarm manager by itself, its signal looked at every 10 ms.
@Suite("The alarm manager")
struct AlarmManagerTests {
    private static let start = Instant(nanoseconds: 1_000_000_000_000)

    private func listed(_ condition: Condition, seen: Bool = false, at: Instant = start) -> AlarmManager.Listed {
        AlarmManager.Listed(condition: condition, isAcknowledged: seen, since: at)
    }

    /// How often a line goes on within `span`, and for which share of it it is on.
    private func look(
        _ manager: inout AlarmManager, from: Instant = start, for span: Duration,
        _ line: (AlarmSignal) -> Bool
    ) -> (rises: Int, share: Double) {
        var (rises, on, was) = (0, 0, false)
        let steps = span.nanoseconds / 10_000_000
        for step in 0..<steps {
            let isOn = line(manager.signal(at: from + .millisecond * 10 * step))
            if isOn, !was { rises += 1 }
            if isOn { on += 1 }
            was = isOn
        }
        return (rises, Double(on) / Double(steps))
    }

    @Test("BR-A01: the highest owns tone, colour and flash: red at 2 Hz and ten pulses, and nothing yellow")
    func highest() {
        var manager = AlarmManager()
        manager.follow([listed(.lateEdge), listed(.freeFlow), listed(.refillDue)])
        let red = look(&manager, for: .second * 10) { $0.lampHigh }
        // 1.4 to 2.8 Hz, on for 20 to 80 %.
        #expect((14...28).contains(red.rises) && (0.2...0.8).contains(red.share))
        #expect(look(&manager, for: .second * 10) { $0.lampMedium || $0.lampLow }.rises == 0)
        manager.follow([])
        _ = manager.signal(at: Self.start)
        manager.follow([listed(.freeFlow)])
        // One burst, up to the rest between two.
        #expect(look(&manager, for: .second * 6) { $0.buzzer }.rises == 10)
    }

    @Test("BR-A01: yellow at 0.4 to 0.8 Hz with three pulses; cyan steady with one")
    func others() {
        var manager = AlarmManager()
        manager.follow([listed(.lateEdge)])
        let yellow = look(&manager, for: .second * 160) { $0.lampMedium }
        #expect((64...128).contains(yellow.rises) && (0.2...0.6).contains(yellow.share))
        manager.follow([])
        _ = manager.signal(at: Self.start)
        manager.follow([listed(.lateEdge)])
        #expect(look(&manager, for: .second * 5) { $0.buzzer }.rises == 3)
        manager.follow([listed(.refillDue)])
        #expect(look(&manager, from: Self.start + .minute, for: .second * 30) { $0.lampLow }.share == 1)
        #expect(look(&manager, from: Self.start + .minute, for: .second * 15) { $0.buzzer }.rises == 1)
    }

    @Test("BR-A03: a silence stops the buzzer alone, for ten minutes at most, and ends with what is new")
    func silence() {
        var manager = AlarmManager()
        manager.follow([listed(.freeFlow)])
        #expect(manager.silence(for: .hour, at: Self.start) == .minute * 10)
        #expect(look(&manager, for: .second * 590) { $0.buzzer }.rises == 0)
        #expect(look(&manager, for: .second * 10) { $0.lampHigh }.rises > 0)
        #expect(look(&manager, from: Self.start + .minute * 10, for: .second * 10) { $0.buzzer }.rises > 0)
        _ = manager.silence(for: .minute, at: Self.start)
        manager.follow([listed(.freeFlow), listed(.coverOpen)])
        #expect(look(&manager, for: .second * 10) { $0.buzzer }.rises > 0)
        // The same again, after somebody had seen it, is new too.
        manager.follow([listed(.coverOpen, seen: true)])
        _ = manager.silence(for: .minute, at: Self.start)
        manager.follow([listed(.coverOpen, at: Self.start + .second)])
        #expect(!manager.isSilenced(at: Self.start + .second * 2))
    }

    @Test("What somebody has seen stays lit and is quiet")
    func acknowledged() {
        var manager = AlarmManager()
        manager.follow([listed(.freeFlow, seen: true)])
        #expect(look(&manager, for: .second * 10) { $0.lampHigh }.share == 1)
        #expect(look(&manager, for: .second * 10) { $0.buzzer }.rises == 0)
        // What nobody has seen comes before it where it is as urgent.
        manager.follow([listed(.freeFlow, seen: true), listed(.coverOpen)])
        #expect(look(&manager, for: .second * 10) { $0.buzzer }.rises > 0)
    }

    @Test("What nobody acknowledges for ten minutes is signalled as the next priority")
    func escalation() {
        var manager = AlarmManager()
        manager.follow([listed(.lateEdge)])
        #expect(manager.presentation(at: Self.start + .minute * 10 - .second).priority == .medium)
        let later = manager.presentation(at: Self.start + .minute * 10)
        #expect(later.priority == .high && later.isEscalated)
        manager.follow([listed(.lateEdge, seen: true)])
        #expect(manager.presentation(at: Self.start + .hour).priority == .medium)
    }

    @Test("BR-A07: the test shows all three in turn; a real one that is as urgent goes before it")
    func test() {
        var manager = AlarmManager()
        let span = manager.beginTest(at: Self.start)
        let shown = stride(from: 0, to: 20, by: 5).map { manager.presentation(at: Self.start + .second * $0) }
        #expect(shown.map(\.priority) == [.high, .medium, .low, nil])
        #expect(shown.map(\.isTest) == [true, true, true, false] && span == .second * 15)
        manager.follow([listed(.lateEdge)])
        #expect(manager.presentation(at: Self.start).isTest)
        #expect(!manager.presentation(at: Self.start + .second * 6).isTest)
    }
}
