// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TestSupport

/// One random prescription on the core and on the oracle, with random calls.
struct OracleRun: ~Copyable {
    private var random: SplitMix64
    private var pump: ObservedPump
    private var oracle = TherapyOracle(rigMaximum: ObservedPump.profile.maximumRate)
    /// The volume begun when what is owed was last forgotten.
    private var base = Volume.zero
    private var revision: Int64 = 0
    private var program = DeliveryProgram.therapy(.stopped)
    private var changes: [(minute: Int, rate: FlowRate)] = []
    /// Demand boluses since the last moment without any bolus.
    private var preemptions: Int128 = 0
    private(set) var grants = 0
    private(set) var refusals = 0
    var days: Int64 { oracle.time / TherapyOracle.day }

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        pump = ObservedPump(dead: DeadVolume(volume: .zero, uncertainty: .zero), leaps: false, reserve: 100_000)
    }

    /// What they differ in; nil where they agree.
    mutating func compare(calls: Int) -> String? {
        commit(anew: true)
        resume()
        for call in 0..<calls {
            let identifier = Int64(call + 1)
            let span = Int64.random(
                in: 1...[60, 3_600, 86_400, 400_000].randomElement(using: &random)!, using: &random)
            run(.second * span + Duration(nanoseconds: Int64.random(in: 0..<1_000_000_000, using: &random)))
            if let difference = difference() { return "call \(call): \(difference)" }
            switch Int.random(in: 0..<14, using: &random) {
            case 0: commit(anew: true)
            case 1: commit(anew: false)
            case 2: stop()
            case 3, 4: resume()
            case 5: setClock()
            case 6: if let difference = single(identifier) { return "call \(call): \(difference)" }
            case 7..<11: if let difference = demand(identifier) { return "call \(call): \(difference)" }
            case 11: restart()
            case 12: if pump.apply(.holdStaircase) == .accepted { oracle.hold() }
            default: break
            }
        }
        return nil
    }

    private mutating func run(_ span: Duration) {
        pump.run(span)
        let wasRunning = oracle.isRunning
        oracle.walk(to: pump.pumpTime.nanoseconds)
        // A trial whose time is up stops by itself.
        if wasRunning, !oracle.isRunning {
            oracle.stop(at: begun)
            base = begun
        }
    }

    private mutating func difference() -> String? {
        let isRunning = pump.core.state == .delivering
        guard isRunning == oracle.isRunning else { return "runs \(isRunning), should \(oracle.isRunning)" }
        let delivered = Int128((begun - base).picoliters) * TherapyOracle.perPicoliter
        let profile = ObservedPump.profile
        let stroke = profile.strokeVolume + profile.curve.largestStep
        // A preempted bolus takes along what it was owed, less than a stroke: until it is through, that much comes later.
        if !pump.hasBolus() { preemptions = 0 }
        let bound = Int128(stroke.picoliters) * (1 + preemptions) * TherapyOracle.perPicoliter
        guard !isRunning || (delivered <= oracle.owed && oracle.owed - delivered < bound) else {
            return
                "delivered \(delivered / TherapyOracle.perPicoliter) pL of \(oracle.owed / TherapyOracle.perPicoliter)"
        }
        return nil
    }

    /// What was delivered, strokes in motion included.
    private var begun: Volume { pump.core.account.forwardVolume + pump.inMotion }

    private mutating func forget() { base = begun }

    private mutating func commit(anew: Bool) {
        let before = (program, changes)
        if anew { prescribe() }
        guard pump.apply(.commit(slot: 0), program: program, FlexSchedule(changes)!) == .accepted else {
            (program, changes) = before
            return
        }
        oracle.commit(program, changes, at: begun)
        forget()
    }

    private mutating func resume() {
        guard pump.apply(.resume) == .accepted else { return }
        oracle.resume(at: begun)
        forget()
    }

    private mutating func stop() {
        pump.apply(.stop(.operatorCall))
        oracle.stop(at: begun)
        forget()
    }

    private mutating func setClock() {
        let local = Int64.random(in: 0...20 * TherapyOracle.day, using: &random)
        pump.apply(.setClock(local))
        oracle.setClock(local)
    }

    private mutating func restart() {
        stop()
        let gap = Duration(nanoseconds: Int64.random(in: 0...TherapyOracle.day, using: &random))
        let isKnown = Bool.random(using: &random)
        pump.restart(gap: gap, isKnown: isKnown, isClean: true)
        if isKnown { oracle.skip(gap) }
        commit(anew: false)
        resume()
    }

    private mutating func single(_ identifier: Int64) -> String? {
        let order = BolusOrder(
            identifier: identifier, volume: Volume(picoliters: Int64.random(in: 250_000...20_000_000, using: &random)),
            duration: .second * Int64.random(in: 1...20_000, using: &random))
        let isBusy = oracle.bolus != nil
        let isBridging = oracle.isBridging
        let outcome = pump.apply(.bolus(order))
        if outcome == .accepted {
            guard oracle.isRunning, !isBusy, !isBridging else { return "a single bolus was granted" }
            oracle.begin(order)
        }
        return nil
    }

    private mutating func demand(_ identifier: Int64) -> String? {
        guard let rules = program.demand, oracle.isRunning, !oracle.isBridging else { return nil }
        let order = BolusOrder(identifier: identifier, volume: rules.volume, duration: rules.duration, kind: .demand)
        let expected = oracle.refusal(of: rules)
        let isBusy = oracle.bolus?.isDemand == true
        let outcome = pump.apply(.bolus(order))
        // The pump's dose ends with its last stroke, a little after the oracle's.
        let slack: Int64 = 2_000_000_000
        switch outcome {
        case .accepted:
            grants += 1
            guard expected == nil, !isBusy else { return "granted, but \(String(describing: expected)) stands" }
            preemptions += 1
            oracle.begin(order)
        case .lockedOut, .countReached:
            refusals += 1
            var isLockout = false
            if case .lockedOut = outcome { isLockout = true }
            guard expected?.isLockout == isLockout || endedJustNow(rules, slack) else {
                return "\(outcome), but the oracle says \(String(describing: expected))"
            }
        case .bolusActive:
            guard isBusy || endedJustNow(rules, slack) else { return "a bolus is active, but not for the oracle" }
        case .bridgeActive: return nil
        default: return "\(outcome)"
        }
        return nil
    }

    /// The last dose ended, or its lockout, within the slack.
    private func endedJustNow(_ rules: DemandRules, _ slack: Int64) -> Bool {
        guard let end = oracle.ends.last else { return false }
        return oracle.time - end <= slack || abs(oracle.time - end - rules.lockout.nanoseconds) <= slack
    }

    private mutating func rate(_ most: Int64) -> FlowRate {
        FlowRate(picolitersPerDay: Int64.random(in: 0...most, using: &random))
    }

    private mutating func prescribe() {
        revision += 1
        let modes: [DeliveryProgram.Mode] = [.simpleContinuous, .flex, .flex, .periodicBolus, .staircase]
        let mode = modes.randomElement(using: &random)!
        var next = DeliveryProgram(
            revision: revision, mode: mode, rate: mode == .flex || mode == .staircase ? .zero : rate(100_000_000),
            maximumRate: FlowRate(picolitersPerDay: Int64.random(in: 2_000_000_000...9_000_000_000, using: &random)),
            fillNumber: revision, fill: Volume(picoliters: 1_000_000_000_000_000), residual: .zero, lowReservoir: .zero)
        let dose = Duration.second * Int64.random(in: 1...7_200, using: &random)
        next.periodic = PeriodicDose(
            rate: rate(1_500_000_000), duration: dose,
            interval: dose + .second * Int64.random(in: 0...200_000, using: &random))
        next.staircase = Staircase(
            start: rate(100_000_000), step: rate(30_000_000),
            interval: .second * Int64.random(in: 60...20_000, using: &random),
            ceiling: rate(300_000_000), limit: .second * Int64.random(in: 600...900_000, using: &random))
        next.demand = DemandRules(
            volume: Volume(picoliters: Int64.random(in: 250_000...10_000_000, using: &random)),
            duration: .second * Int64.random(in: 1...3_600, using: &random),
            lockout: .second * Int64.random(in: 0...40_000, using: &random),
            lockoutIsFromEnd: Bool.random(using: &random), perDay: Int.random(in: 1...6, using: &random))
        if Int.random(in: 0..<3, using: &random) == 0 {
            _ = next.bridge.append(
                until: pump.core.account.forwardVolume
                    + Volume(picoliters: Int64.random(in: 1...90_000_000, using: &random)),
                rate: FlowRate(picolitersPerDay: Int64.random(in: 1_000_000...200_000_000, using: &random)))
        }
        changes = []
        var minute = Int.random(in: 0...300, using: &random)
        while mode == .flex, minute < 10_080 {
            changes.append((minute, rate(200_000_000)))
            minute += Int.random(in: 30...2_000, using: &random)
        }
        program = next
    }
}
