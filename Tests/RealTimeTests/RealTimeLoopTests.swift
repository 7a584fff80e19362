// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import SimulatedRig
import Synchronization
import Testing

@testable import RealTime

@Suite("The two threads on a simulated rig", .serialized)
struct RealTimeLoopTests {
    @Test("A faster clock delivers stroke by stroke, nothing late, every pulse by a driver that is on")
    func fast() throws {
        let bench = try RealTimeBench(speed: 500)
        bench.start()
        bench.grant(1_000_000)
        try bench.startDelivering("0.5 mL/day")
        for _ in 0..<30 {
            let record = try bench.waitFor(RealTimeBench.isStrokeEnd)
            guard case .strokeEnded(let account) = record.event else { return }
            #expect(account.end == .completed && account.made == StepCount(pulses: 40))
        }
        bench.end()
        #expect(bench.allocations.load(ordering: .acquiring) == 0, "the real-time thread allocates nothing")
        #expect(bench.truth.lostPulses == .zero)
        #expect(bench.truth.pulses.pulses == bench.shared.pointee.stepsMade.load(ordering: .acquiring))
        #expect(bench.truth.pulses.pulses >= 1_200)
        #expect(!bench.truth.driverIsEnabled)
    }

    @Test("BR-D10: once a stop is served no pulse follows, in whatever moment it comes", arguments: 0..<12)
    func stop(round: Int) throws {
        let bench = try RealTimeBench()
        bench.start()
        bench.grant(1_000_000)
        try bench.startDelivering("200 mL/day")
        // At this rate the motor hardly rests: some strokes on, the stop comes mid-stroke.
        for _ in 0..<(1 + round % 3) { try bench.waitFor(RealTimeBench.isStrokeEnd) }
        let shared = bench.shared
        let asked = shared.pointee.stopsAsked.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue
        shared.pointee.realTimeSignal.raise()
        try bench.waitFor { event in
            if case .stateChanged(_, .stopped, .stop(.operatorCall)) = event { return true }
            return false
        }
        while shared.pointee.stopsServed.load(ordering: .acquiring) < asked {}
        let pulses = bench.truth.pulses
        #expect(try bench.send(.acknowledge(.restarted)) == .accepted)
        #expect(bench.truth.pulses == pulses)
        bench.end()
        #expect(bench.truth.pulses == pulses)
    }

    @Test("BR-D10: a resume that was asked for before a stop is refused after it")
    func overtaken() throws {
        let bench = try RealTimeBench(speed: 100)
        bench.start()
        bench.grant(1_000_000)
        try bench.startDelivering("24 mL/day")
        let shared = bench.shared
        let before = shared.pointee.stopsAsked.load(ordering: .acquiring)
        shared.pointee.stopsAsked.wrappingAdd(1, ordering: .acquiringAndReleasing)
        // Refused also where it comes in the cycle whose look at the flag was just before: it says the state of then.
        let outcome = try bench.send(.resume, stopsSeen: before)
        #expect(outcome == .notInState(.stopped) || outcome == .notInState(.delivering))
        #expect(try bench.send(.resume) == .accepted)
        bench.end()
    }

    @Test("BR-D13: a stop in any moment of a stroke counts every pulse that left and fails nothing")
    func stopsInMotion() throws {
        let bench = try RealTimeBench()
        bench.start()
        bench.grant(10_000_000)
        try bench.startDelivering("200 mL/day")
        var random = SystemRandomNumberGenerator()
        for round in 0..<40 {
            if round > 0 { #expect(try bench.send(.resume) == .accepted) }
            try bench.waitFor(RealTimeBench.isStrokeEnd)
            let moment = MonotonicClock.now() + .microsecond * Int64.random(in: 0...5_000, using: &random)
            while MonotonicClock.now() < moment {}
            bench.shared.pointee.stopsAsked.wrappingAdd(1, ordering: .acquiringAndReleasing)
            try bench.waitFor { event in
                if case .stateChanged(_, let state, _) = event { return state == .stopped || state == .failed }
                return false
            }
            #expect(!bench.seen.contains { if case .invariantBroken = $0.event { true } else { false } })
        }
        bench.end()
        #expect(bench.truth.pulses.pulses == bench.shared.pointee.stepsMade.load(ordering: .acquiring))
    }

    @Test("No grant, no pulse; the next grant brings the next stroke only")
    func grant() throws {
        let bench = try RealTimeBench(speed: 200)
        bench.start()
        bench.grant(40)
        try bench.startDelivering("24 mL/day")
        try bench.waitFor(RealTimeBench.isStrokeEnd)
        try bench.waitFor { $0 == .conditionRaised(.storageStalled) }
        #expect(bench.truth.pulses.pulses == 40)
        bench.grant(80)
        try bench.waitFor(RealTimeBench.isStrokeEnd)
        #expect(bench.truth.pulses.pulses == 80)
        bench.end()
    }

    @Test("BR-F02: a supervisor that is not there lets no edge leave")
    func noSupervisor() throws {
        let bench = try RealTimeBench(speed: 100)
        bench.start(supervised: false)
        bench.grant(1_000_000)
        try bench.startDelivering("24 mL/day")
        for _ in 0..<5 { try bench.send(.acknowledge(.restarted)) }
        #expect(bench.truth.pulses == .zero)
        bench.end()
    }

    @Test("The stop input of the rig stops the pump")
    func stopInput() throws {
        let bench = try RealTimeBench(speed: 50)
        bench.start()
        bench.grant(1_000_000)
        try bench.startDelivering("24 mL/day")
        try bench.waitFor(RealTimeBench.isStrokeEnd)
        bench.truth.set(.stop, asserted: true)
        try bench.waitFor { event in
            if case .stateChanged(_, .stopped, .stop(.stopInput)) = event { return true }
            return false
        }
        #expect(try bench.send(.resume) == .stopInputAsserted)
        bench.end()
    }
}
