// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@Suite("Priming boluses")
struct PrimeTests {
    static let profile = RigProfile.reference(primeRate: "24 mL/day")
    static let program = DeliveryProgram.therapy(.simpleContinuous, "0.5 mL/day").dead("100 uL", "10 uL")

    static func pump(isFree: Bool = true) -> BenchPump {
        var pump = BenchPump(profile: profile)
        pump.commit(program)
        if isFree { pump.apply(.declarePath(isFree: true)) }
        return pump
    }

    @Test("BR-S03: on a path that nobody declared free, or whose volume nobody stated, it is refused")
    func notFree() {
        var pump = Self.pump(isFree: false)
        #expect(pump.prime("50 uL") == .pathNotFree)
        pump.apply(.declarePath(isFree: true))
        pump.apply(.declarePath(isFree: false))
        #expect(pump.prime("50 uL") == .pathNotFree)
        pump.apply(.declarePath(isFree: true))
        pump.commit(.therapy(.simpleContinuous, "0.5 mL/day", revision: 2))
        #expect(pump.prime("50 uL") == .pathNotFree)
    }

    @Test("A rig without a prime rate, a running program, a standing condition: refused")
    func refused() {
        var pump = BenchPump()
        pump.commit(Self.program)
        #expect(pump.prime("50 uL") == .noPrimeRate)
        var other = Self.pump()
        other.apply(.resume)
        #expect(other.prime("50 uL") == .notInState(.delivering))
        other.apply(.stop(.operatorCall))
        other.apply(.report(.coverOpen, isPresent: true))
        #expect(other.prime("50 uL") == .conditionStands(.coverOpen))
        #expect(other.apply(.declarePath(isFree: true)) == .accepted)
    }

    @Test("BR-S03: all primes since the declaration together stay within the dead volume and its uncertainty")
    func together() throws {
        var pump = Self.pump()
        #expect(pump.prime("111 uL") == .beyondPath(left: try Volume(parsing: "110 uL")))
        var primed: Int64 = 0
        for _ in 0..<20 {
            pump.apply(.grant(StepCount(pulses: .max / 4)))
            let outcome = pump.prime("20 uL")
            guard outcome == .accepted else { break }
            pump.run(.hour)
            primed += 1
        }
        #expect(primed == 5)
        #expect(pump.core.account.forwardVolume <= (try Volume(parsing: "110 uL")))
        pump.apply(.declarePath(isFree: true))
        pump.apply(.grant(StepCount(pulses: .max / 4)))
        #expect(pump.prime("20 uL") == .accepted)
    }

    @Test("BR-S03: a motor that does not get on in time stops, and stays stopped")
    func timeLimit() {
        var pump = BenchPump(profile: Self.profile, grant: 44)
        pump.commit(Self.program)
        pump.apply(.declarePath(isFree: true))
        #expect(pump.prime("100 uL") == .accepted)
        // 6 min at 24 mL/day, a quarter more and a minute.
        pump.run(.second * 509)
        #expect(pump.core.state == .priming)
        pump.run(.second * 2)
        #expect(pump.core.state == .stopped)
        #expect(pump.count(of: .stateChanged(from: .priming, to: .stopped, cause: .timeLimit)) == 1)
        #expect(pump.bolusEnds.map(\.1) == [.stopped])
        pump.run(.day)
        #expect(pump.core.state == .stopped)
    }

    @Test("BR-W10: while priming, air only reports; afterwards it keeps the pump from resuming")
    func air() {
        var pump = Self.pump()
        pump.prime("100 uL")
        pump.run(.second * 30)
        pump.inputs.lines.air = true
        pump.run(.second * 30)
        #expect(pump.core.state == .priming)
        #expect(pump.core.conditions.isPresent(.airInLine))
        pump.run(.minute * 10)
        #expect(pump.core.state == .stopped)
        #expect(pump.apply(.resume) == .conditionStands(.airInLine))
    }

    @Test("A stop, an open cover and a cancellation end it with its account; other boluses are refused meanwhile")
    func ends() {
        for end in 0..<3 {
            var pump = Self.pump()
            pump.prime("100 uL")
            pump.run(.minute * 2)
            #expect(pump.single("5 uL", .minute, identifier: 2) == .notInState(.priming))
            #expect(pump.commit(Self.program) == .notInState(.priming))
            switch end {
            case 0: pump.apply(.stop(.operatorCall))
            case 1: pump.apply(.report(.coverOpen, isPresent: true))
            default: pump.apply(.cancelBolus(identifier: 50))
            }
            pump.run(.second)
            #expect(pump.core.state == .stopped)
            #expect(pump.bolusEnds.map(\.1) == [end == 2 ? .cancelled : .stopped])
            #expect(pump.bolusEnds.first?.0 == pump.core.account.forwardVolume)
        }
    }

    @Test("BR-D05: what it puts past the tip counts: a window stops it")
    func window() {
        var pump = BenchPump(profile: Self.profile)
        // From 90 uL on it may be at the tip; 5 uL of 500 ug/mL are 2.5 ug.
        pump.commit(Self.program.ceiling(.hour, micrograms: 3))
        pump.apply(.declarePath(isFree: true))
        pump.prime("110 uL")
        pump.run(.hour)
        #expect(pump.core.state == .stopped)
        #expect(pump.bolusEnds.map(\.1) == [.limited])
        #expect(pump.microliters() == 95 || pump.microliters() == 96)
        #expect(pump.core.conditions.lists(.doseLimit))
    }
}
