// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@Suite("Demand boluses")
struct DemandTests {
    static let base = DeliveryProgram.therapy(.simpleContinuous, "0.5 mL/day")

    @Test("BR-D03: without rules, and in another state, it is refused with the reason")
    func refused() {
        var pump = BenchPump(Self.base)
        #expect(pump.press() == .noDemand)
        pump.commit(Self.base.demand("5 uL", .minute, lockout: .hour))
        pump.apply(.stop(.operatorCall))
        #expect(pump.press() == .notInState(.stopped))
    }

    @Test("BR-D03: the count of 24 hours, with the moment at which another one may begin")
    func count() {
        var pump = BenchPump(Self.base.demand("5 uL", .minute, lockout: .minute, perDay: 3))
        for index in 0..<3 {
            #expect(pump.press(Int64(index + 1)) == .accepted)
            pump.run(.hour)
        }
        #expect(pump.press(9) == .countReached(until: .zero + .day))
        pump.run(.hour * 21 - .millisecond)
        #expect(pump.press(9) == .countReached(until: .zero + .day))
        pump.run(.millisecond)
        #expect(pump.press(10) == .accepted)
        #expect(pump.press(11) == .lockedOut(until: .zero + .day + .minute))
    }

    @Test("BR-D04: a dose that a stop cut short locks out as well, from its start or from its end")
    func stopped() {
        for fromEnd in [false, true] {
            var pump = BenchPump(Self.base.demand("20 uL", .minute * 30, lockout: .hour, fromEnd: fromEnd))
            pump.press(1)
            pump.run(.minute * 10)
            pump.apply(.stop(.operatorCall))
            pump.apply(.resume)
            let until = Instant.zero + .minute * (fromEnd ? 70 : 60)
            #expect(pump.press(2) == .lockedOut(until: until))
        }
    }

    @Test("BR-D06: it preempts a single bolus, which resumes with its exact remainder")
    func preempts() throws {
        var pump = BenchPump(Self.base.demand("10 uL", .minute * 5, lockout: .hour))
        #expect(pump.single("40 uL", .hour, identifier: 1) == .accepted)
        pump.run(.minute * 20 + .second * 7)
        #expect(pump.press(2) == .accepted)
        #expect(pump.core.snapshot().suspended?.identifier == 1)
        #expect(pump.core.snapshot().bolus?.identifier == 2)
        #expect(pump.single("5 uL", .minute, identifier: 3) == .bolusActive)
        pump.run(.hour * 2)
        let ends = pump.bolusEnds
        #expect(ends.map(\.1) == [.completed, .completed])
        let step = RigProfile.reference().curve.largestStep.picoliters
        #expect((10_000_000 - step...10_000_000).contains(ends[0].0.picoliters))
        #expect((40_000_000 - step...40_000_000).contains(ends[1].0.picoliters))
        // What it had left when it was preempted is what it had when it resumed.
        let left = pump.events.compactMap { record -> Volume? in
            switch record.event {
            case .bolusPreempted(1, let remaining), .bolusResumed(1, let remaining): return remaining
            default: return nil
            }
        }
        #expect(left.count == 2)
        #expect(left[0] == left[1])
    }

    @Test("BR-D06: cancelling the demand bolus resumes the other one; cancelling that leaves the demand bolus")
    func cancel() {
        for target in [Int64(1), 2] {
            var pump = BenchPump(Self.base.demand("10 uL", .minute * 5, lockout: .hour))
            pump.single("40 uL", .hour, identifier: 1)
            pump.run(.minute * 20)
            pump.press(2)
            pump.run(.minute)
            #expect(pump.apply(.cancelBolus(identifier: target)) == .accepted)
            pump.run(.second * 2)
            #expect(pump.core.snapshot().bolus?.identifier == 3 - target)
            #expect(pump.core.snapshot().suspended == nil)
            pump.run(.hour * 2)
            #expect(pump.bolusEnds.map(\.1).sorted { "\($0)" < "\($1)" } == [.cancelled, .completed])
        }
    }

    @Test("BR-D05: a window that the bolus would fill refuses it before the grant, and lets it pass when it is over")
    func window() {
        // 30 uL of 500 ug/mL are 15 ug; the background brings 10.4 ug an hour.
        let program = Self.base.demand("30 uL", .minute * 10, lockout: .minute)
            .ceiling(.hour, micrograms: 30)
        var pump = BenchPump(program, restoring: .path(of: 500_000))
        #expect(pump.press(1) == .accepted)
        pump.run(.minute * 20)
        #expect(pump.press(2) == .windowExceeded(.hour, slot: 0))
        pump.run(.minute * 55)
        #expect(pump.press(3) == .accepted)
        pump.run(.hour * 3)
        #expect(pump.core.conditions.listed == 0)
        #expect(pump.bolusEnds.map(\.1) == [.completed, .completed])
    }

    @Test("BR-D05: what is left of a bolus under way counts against the next one")
    func remainder() {
        let program = Self.base.demand("30 uL", .minute * 10, lockout: .minute).ceiling(.hour, micrograms: 30)
        var pump = BenchPump(program, restoring: .path(of: 500_000))
        #expect(pump.single("12 uL", .hour * 2, identifier: 1) == .accepted)
        var other = BenchPump(program, restoring: .path(of: 500_000))
        #expect(other.single("30 uL", .minute * 50, identifier: 1) == .accepted)
        #expect(pump.press(2) == .accepted)
        #expect(other.press(2) == .windowExceeded(.hour, slot: 0))
    }

    @Test("BR-D11: a restart keeps lockout and count; time that is not known to have passed shortens neither")
    func restart() {
        let program = Self.base.demand("5 uL", .minute, lockout: .hour, perDay: 2)
        var pump = BenchPump(program)
        pump.press(1)
        pump.run(.minute * 10)
        pump.apply(.stop(.shutdown))
        var restoration = Restoration(
            account: pump.core.account, isRestart: true, therapy: pump.core.snapshot().therapy)
        var unknown = BenchPump(program, restoring: restoration)
        #expect(unknown.press(2) == .lockedOut(until: .zero + .minute * 50))
        restoration.therapy.pumpTime = restoration.therapy.pumpTime + .minute * 50
        var known = BenchPump(program, restoring: restoration)
        #expect(known.press(2) == .accepted)
        known.run(.hour)
        #expect(known.press(3) == .countReached(until: .zero + .hour * 23))
    }

    @Test("A button that is down for ten seconds pauses the pump; a press tells of itself once")
    func stuckButton() {
        var pump = BenchPump(Self.base)
        pump.inputs.lines.patientButton = true
        pump.run(.second * 9)
        #expect(pump.core.state == .delivering)
        #expect(pump.count(of: .buttonPressed) == 1)
        pump.run(.second * 2)
        #expect(pump.core.state == .paused)
        #expect(pump.core.conditions.isPresent(.sensorFault))
        pump.inputs.lines.patientButton = false
        pump.run(.second)
        #expect(pump.apply(.resume) == .conditionStands(.sensorFault))
        pump.apply(.acknowledge(.sensorFault))
        #expect(pump.apply(.resume) == .accepted)
    }

    @Test("BR-D14: letting go of the button does not clear a sensor fault that others found")
    func otherFault() {
        var pump = BenchPump(Self.base)
        pump.apply(.report(.sensorFault, isPresent: true))
        pump.inputs.lines.patientButton = true
        pump.run(.second)
        pump.inputs.lines.patientButton = false
        pump.run(.second)
        #expect(pump.core.conditions.isPresent(.sensorFault))
        pump.apply(.acknowledge(.sensorFault))
        #expect(pump.apply(.resume) == .conditionStands(.sensorFault))
    }
}
