// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities
import TOMLDocument
import Testing

@testable import Therapy

/// Goal: tube and battery say in time that they are used up, and no clock that jumps stops a pump. Method: figures by hand
/// on a reference head that delivers 0.5 mL/day.
@Suite("Service life")
struct ServiceLifeTests {
    private typealias Duration = Quantities.Duration

    private static func facts(
        compressions: Int64? = 3_000, rollers: Int64? = 3, capacity: String? = "10 kJ", cap: Duration? = nil
    ) throws -> ServiceFacts {
        let battery = try capacity.map {
            ServiceFacts.Battery(
                capacity: try Energy(measuring: $0), quiescentPower: try Power(measuring: "50 uW"),
                energyPerStroke: try Energy(measuring: "3 mJ"), replaceAt: Ratio(partsPerMillion: 900_000))
        }
        return ServiceFacts(
            stepsPerRevolution: StepCount(pulses: 800), revolution: Volume(picoliters: 10_000_000),
            stroke: Volume(picoliters: 500_000), rollers: rollers, tubeCompressions: compressions, battery: battery,
            batteryCap: cap)
    }

    /// So many days at 0.5 mL/day: 50 revolutions and 1000 strokes each.
    private static func use(days: Int64, off: Duration? = .zero, rate: Int64 = 500_000_000) -> ServiceUse {
        ServiceUse(
            forward: StepCount(pulses: days * 40_000), reverse: .zero, strokes: days * 1_000,
            pumpTime: .zero + .day * days,
            rate: FlowRate(picolitersPerDay: rate), timeOff: off)
    }

    @Test("BR-W14: compressions count forward and reverse, and the tube is worn at its limit")
    func tube() throws {
        let facts = try Self.facts()
        var use = Self.use(days: 10)
        use.reverse = StepCount(pulses: 801)
        let life = ServiceLife(use, facts: facts, marks: ServiceMarks())
        // 500 revolutions forward, a little more than one back, three rollers.
        #expect(life.revolutions == 501)
        #expect(life.compressions == 1_504)
        #expect(life.compressionsLimit == 3_000)
        // 1496 compressions are 4.98666 mL.
        let left = try #require(life.tubeRemaining)
        #expect(left.formatted(in: "day", decimals: 3) == "9.973 day")
        #expect(life.conditions.isEmpty)
        #expect(ServiceLife(Self.use(days: 19), facts: facts, marks: ServiceMarks()).conditions.isEmpty)
        let worn = ServiceLife(Self.use(days: 20), facts: facts, marks: ServiceMarks())
        #expect(worn.conditions == [.tubeWorn] && worn.tubeRemaining == .zero)
        // A new tube begins anew, and the revolutions of the pump go on.
        var marks = ServiceMarks()
        marks.replaceTube(at: Self.use(days: 20))
        let renewed = ServiceLife(Self.use(days: 21), facts: facts, marks: marks)
        #expect(renewed.compressions == 150 && renewed.revolutions == 1_050 && renewed.conditions.isEmpty)
    }

    @Test("What is not stated is not watched; at rest nothing wears")
    func unstated() throws {
        let nothing = try Self.facts(compressions: nil, rollers: nil, capacity: nil)
        let life = ServiceLife(Self.use(days: 10_000, off: nil), facts: nothing, marks: ServiceMarks())
        #expect(life.compressions == nil && life.tubeRemaining == nil && life.batteryUsed == nil)
        #expect(life.indicatorRemaining == nil && life.endRemaining == nil && life.capRemaining == nil)
        #expect(life.conditions.isEmpty && life.revolutions == 500_000)
        let counted = try Self.facts(compressions: nil)
        #expect(ServiceLife(Self.use(days: 1), facts: counted, marks: ServiceMarks()).compressions == 150)
        let resting = ServiceLife(Self.use(days: 1, rate: 0), facts: try Self.facts(), marks: ServiceMarks())
        #expect(resting.tubeRemaining == nil)
        #expect(resting.indicatorRemaining != nil)
    }

    @Test("The battery gives quiescent power over time and a share for each stroke")
    func battery() throws {
        let life = ServiceLife(Self.use(days: 100), facts: try Self.facts(), marks: ServiceMarks())
        // 100 days of 50 uW are 432 J, 100,000 strokes of 3 mJ 300 J.
        #expect(life.batteryUsed?.description == "732 J")
        #expect(life.batteryUsedShare?.description == "7.32 %")
        // 8268 J at 7.32 J a day until 90 %, 90 days more until the end.
        #expect(life.indicatorRemaining?.formatted(in: "day", decimals: 3) == "1129.508 day")
        #expect(life.endRemaining?.formatted(in: "day", decimals: 3) == "1219.508 day")
        #expect(life.capRemaining == nil && !life.isIndicatorDue)
    }

    @Test("The indicator stays on, and service ends 90 days of known time later")
    func end() throws {
        let facts = try Self.facts(compressions: nil)
        var marks = ServiceMarks()
        // 7.32 J a day: 9 kJ are used on day 1230.
        for day in [1_229, 1_230, 1_231] as [Int64] {
            let use = Self.use(days: day)
            let life = ServiceLife(use, facts: facts, marks: marks)
            #expect(life.conditions == (day < 1_230 ? [] : [.batteryReplace]))
            marks.note(life, at: use)
        }
        #expect(marks.indicatorSince == .zero + .day * 1_230)
        // At rest less is drawn: the end does not wait for the capacity.
        let later = Self.use(days: 1_231, rate: 0)
        #expect(ServiceLife(later, facts: facts, marks: marks).endRemaining == .day * 89)
        #expect(ServiceLife(later, facts: facts, marks: marks).indicatorRemaining == .zero)
        #expect(ServiceLife(Self.use(days: 1_319), facts: facts, marks: marks).conditions == [.batteryReplace])
        let ended = ServiceLife(Self.use(days: 1_320), facts: facts, marks: marks)
        #expect(ended.conditions == [.batteryReplace, .batteryEnd] && ended.endRemaining == .zero)
        marks.replaceBattery(at: Self.use(days: 1_320))
        #expect(marks.indicatorSince == nil)
        #expect(ServiceLife(Self.use(days: 1_321), facts: facts, marks: marks).conditions.isEmpty)
    }

    @Test("An empty battery ends service before the 90 days are over")
    func empty() throws {
        let facts = try Self.facts(compressions: nil, capacity: "100 J")
        var marks = ServiceMarks()
        let use = Self.use(days: 13)
        marks.note(ServiceLife(use, facts: facts, marks: marks), at: use)
        #expect(marks.indicatorSince != nil)
        #expect(ServiceLife(use, facts: facts, marks: marks).conditions == [.batteryReplace])
        // 102.48 J.
        let empty = ServiceLife(Self.use(days: 14), facts: facts, marks: marks)
        #expect(empty.conditions == [.batteryReplace, .batteryEnd])
        #expect(empty.batteryUsedShare?.description == "102.48 %")
    }

    @Test("The cap ends service, announced 90 days before")
    func cap() throws {
        let facts = try Self.facts(compressions: nil, capacity: nil, cap: .day * 2_555)
        func life(_ days: Int64) -> ServiceLife {
            ServiceLife(Self.use(days: days), facts: facts, marks: ServiceMarks())
        }
        #expect(life(2_464).conditions.isEmpty && life(2_464).indicatorRemaining == .day)
        #expect(life(2_464).capRemaining == .day * 91 && life(2_464).endRemaining == .day * 91)
        #expect(life(2_465).conditions == [.batteryReplace])
        #expect(life(2_554).conditions == [.batteryReplace])
        #expect(life(2_555).conditions == [.batteryReplace, .batteryEnd])
        // It ends service before the indicator's 90 days do.
        let both = try Self.facts(compressions: nil, cap: .day * 1_300)
        var marks = ServiceMarks()
        marks.note(ServiceLife(Self.use(days: 1_240), facts: both, marks: marks), at: Self.use(days: 1_240))
        #expect(ServiceLife(Self.use(days: 1_299), facts: both, marks: marks).endRemaining == .day)
        #expect(ServiceLife(Self.use(days: 1_300), facts: both, marks: marks).conditions.contains(.batteryEnd))
    }

    @Test("The wall clock's difference warns and never stops; what nobody knows has expired")
    func wallClock() throws {
        let facts = try Self.facts(compressions: nil, cap: .day * 2_555)
        func life(_ off: Duration?) -> ServiceLife {
            ServiceLife(Self.use(days: 1, off: off), facts: facts, marks: ServiceMarks())
        }
        #expect(life(.day * 2_000).conditions.isEmpty)
        let jumped = life(.day * 2_464)
        #expect(jumped.conditions == [.batteryReplace] && !jumped.isIndicatorDue)
        #expect(life(nil).conditions == [.batteryReplace] && !life(nil).isIndicatorDue)
        #expect(life(.day * 100_000).conditions == [.batteryReplace])
        var marks = ServiceMarks()
        marks.note(jumped, at: Self.use(days: 1))
        #expect(marks.indicatorSince == nil)
        #expect(life(.day * -5).conditions.isEmpty)
    }

    @Test("BR-R03: marks survive the record")
    func coding() throws {
        var marks = ServiceMarks()
        var use = Self.use(days: 3)
        use.reverse = StepCount(pulses: 7)
        marks.replaceTube(at: use)
        marks.replaceBattery(at: Self.use(days: 5))
        let life = ServiceLife(Self.use(days: 2_000), facts: try Self.facts(), marks: marks)
        marks.note(life, at: Self.use(days: 2_000))
        let read = try JSONDecoder().decode(ServiceMarks.self, from: JSONEncoder().encode(marks))
        #expect(read == marks && read.tube.reverse.pulses == 7 && read.indicatorSince == .zero + .day * 2_000)
    }

    @Test("Counters at the end of what can be held stop nothing")
    func extremes() throws {
        let use = ServiceUse(
            forward: .max, reverse: .max, strokes: .max, pumpTime: .distantFuture, rate: .max, timeOff: .max)
        let greedy = ServiceFacts(
            stepsPerRevolution: StepCount(pulses: 1), revolution: .max, stroke: Volume(picoliters: 1), rollers: 12,
            tubeCompressions: .max,
            battery: ServiceFacts.Battery(
                capacity: .max, quiescentPower: .max, energyPerStroke: .max, replaceAt: Ratio(partsPerMillion: 900_000)),
            batteryCap: .max)
        let life = ServiceLife(use, facts: greedy, marks: ServiceMarks())
        #expect(life.revolutions == .max && life.compressions == .max && life.batteryUsed == .max)
        #expect(Set(life.conditions) == [.tubeWorn, .batteryReplace, .batteryEnd])
        var fresh = use
        (fresh.forward, fresh.reverse, fresh.strokes, fresh.pumpTime) = (.zero, .zero, 0, .zero)
        fresh.timeOff = .zero
        #expect(ServiceLife(fresh, facts: greedy, marks: ServiceMarks()).conditions.isEmpty)
        // A record from another pump: counters below its marks count nothing.
        var marks = ServiceMarks()
        marks.replaceTube(at: use)
        marks.replaceBattery(at: use)
        #expect(ServiceLife(fresh, facts: greedy, marks: marks).compressions == 0)
    }
}
