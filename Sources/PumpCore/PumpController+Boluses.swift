// SPDX-License-Identifier: Apache-2.0
import Quantities

extension PumpController {
    /// A bolus of whatever kind; a refused one has changed nothing.
    @_noAllocation @_noLocks
    mutating func startBolus(_ order: BolusOrder) -> CommandOutcome {
        guard let program else { return .noProgram }
        switch order.kind {
        case .single: return startSingle(order, program)
        case .demand: return startDemand(order, program)
        case .prime: return startPrime(order, program)
        }
    }

    @_noAllocation @_noLocks
    private mutating func startSingle(_ order: BolusOrder, _ program: DeliveryProgram) -> CommandOutcome {
        if let refusal = refusesBolus(order, program) { return refusal }
        guard bolus == nil, suspended == nil else { return .bolusActive }
        return begin(order, program)
    }

    /// Lockout, count and dose windows must all pass (BR-D03, BR-D05).
    @_noAllocation @_noLocks
    private mutating func startDemand(_ order: BolusOrder, _ program: DeliveryProgram) -> CommandOutcome {
        // An order of the patient's is the prescription's, whatever else it says.
        guard let rules = program.demand, rules.perDay > 0, order.volume <= rules.volume else { return .noDemand }
        if let refusal = refusesBolus(order, program) { return refusal }
        let time = pumpTime(at: now)
        if let until = therapy.demand.lockedOut(at: time, by: rules) { return .lockedOut(until: rigTime(of: until)) }
        if let until = therapy.demand.countIsFull(at: time, by: rules) {
            return .countReached(until: rigTime(of: until))
        }
        if let bolus, bolus.order.kind == .demand { return .bolusActive }
        return begin(order, program)
    }

    /// What forbids a bolus beside the background.
    @_noAllocation @_noLocks
    private mutating func refusesBolus(_ order: BolusOrder, _ program: DeliveryProgram) -> CommandOutcome? {
        guard state == .delivering else { return .notInState(state) }
        guard !isBridging else { return .bridgeActive }
        guard !isAtSafeRate else { return .conditionStands(.doseLimit) }
        guard order.volume >= profile.minimumBolus else { return .notDeliverable(minimum: profile.minimumBolus) }
        let left = (bolus?.unaccruedVolume ?? .zero) + (suspended?.unaccruedVolume ?? .zero)
        return refusesVolume(order.volume + left, program)
    }

    @_noAllocation @_noLocks
    private mutating func refusesVolume(_ volume: Volume, _ program: DeliveryProgram) -> CommandOutcome? {
        let drawable = account.remaining.picoliters - program.residual.picoliters
        guard volume.picoliters <= drawable else {
            return .beyondReservoir(remaining: Volume(picoliters: Swift.max(0, drawable)))
        }
        return nil
    }

    @_noAllocation @_noLocks
    private mutating func begin(_ order: BolusOrder, _ program: DeliveryProgram) -> CommandOutcome {
        let headroom = maximumRate - backgroundRate
        guard let wanted = try? order.volume.rate(over: order.duration), wanted > .zero, headroom > .zero else {
            return .rateAboveMaximum(asked: maximumRate, allowed: headroom)
        }
        guard let longest = try? order.volume.time(at: Swift.min(wanted, headroom)), longest <= Self.longestBolus else {
            return .rateAboveMaximum(asked: wanted, allowed: headroom)
        }
        if let refusal = windowExceeded(by: order, rate: wanted, of: program) { return refusal }
        if order.kind == .demand {
            preempt()
            therapy.demand.begin(at: pumpTime(at: now))
        }
        bolus = BolusProgress(order: order, rate: wanted, startedAt: now)
        plan = nil
        tell(.bolusStarted(order))
        return .accepted
    }

    /// The clamp at the maximum rate lengthens no bolus beyond this.
    static var longestBolus: Duration { @_noAllocation @_noLocks get { .day * 2 } }

    /// The single bolus under way waits; what it is owed, less than a stroke, waits with it.
    @_noAllocation @_noLocks
    private mutating func preempt() {
        guard var single = bolus else { return }
        single.unaccrued += integral.removeBolus()
        // All of it is in strokes already: it does not wait, it ends with the last of them.
        if single.unaccrued == 0 {
            if case .none = single.closing { single.closing = .completed }
        }
        suspended = single
        bolus = nil
        tell(.bolusPreempted(identifier: single.order.identifier, remaining: single.unaccruedVolume))
    }

    /// The way of a drop to an empty tip: bounded in volume, time and by what the path holds (BR-S03).
    @_noAllocation @_noLocks
    private mutating func startPrime(_ order: BolusOrder, _ program: DeliveryProgram) -> CommandOutcome {
        guard state == .stopped, motion.isIdle else { return .notInState(state) }
        guard let primeRate = profile.primeRate else { return .noPrimeRate }
        guard !seen.lines.stop else { return .stopInputAsserted }
        if let condition = conditions.firstPreventingResume() { return .conditionStands(condition) }
        guard order.volume >= profile.minimumBolus else { return .notDeliverable(minimum: profile.minimumBolus) }
        guard let freeSince = therapy.freeSince, program.dead.isKnown else { return .pathNotFree }
        let left = freeSince.picoliters + program.dead.most.picoliters - account.forwardVolume.picoliters
        guard order.volume.picoliters <= left else {
            return .beyondPath(left: Volume(picoliters: Swift.max(0, left)))
        }
        if let refusal = refusesVolume(order.volume, program) { return refusal }
        guard let time = try? order.volume.time(at: primeRate) else { return .beyondPath(left: .zero) }
        forgetOwed()
        transition(to: .priming, cause: .command)
        bolus = BolusProgress(order: order, rate: primeRate, startedAt: now)
        // A quarter more than it takes, and a minute.
        primeDeadline = now + time + Duration(nanoseconds: time.nanoseconds / 4) + .minute
        tell(.bolusStarted(order))
        return .accepted
    }

    @_noAllocation @_noLocks
    mutating func cancelBolus(_ identifier: Int64) -> CommandOutcome {
        if let single = suspended, single.order.identifier == identifier {
            suspended!.unaccrued = 0
            suspended!.closing = .cancelled
            finishSuspended()
            return .accepted
        }
        guard let bolus, bolus.order.identifier == identifier else { return .noSuchBolus }
        // The stroke in motion was due and completes; what the bolus is owed beyond it is dropped.
        close(.cancelled)
        return .accepted
    }

    /// Ends every bolus with the stroke in motion; what they are owed beyond that is dropped.
    @_noAllocation @_noLocks
    mutating func closeBolus(_ end: Event.BolusEnd) {
        if case .some = suspended {
            suspended!.unaccrued = 0
            suspended!.closing = end
            finishSuspended()
        }
        close(end)
    }

    @_noAllocation @_noLocks
    private mutating func close(_ end: Event.BolusEnd) {
        bolus?.unaccrued = 0
        bolus?.closing = end
        integral.dropBolus()
        plan = nil
        finishBolus()
    }

    /// A bolus that has accrued ends when its last stroke has.
    @_noAllocation @_noLocks
    mutating func finishBolus() {
        finishSuspended()
        guard let bolus, bolus.unaccrued == 0 else { return }
        if integral.bolus > 0 {
            // Its shortened last stroke is planned anew: what is owed is known exactly only now.
            if plan == nil || DeliveryIntegral.owed(plan!.volume) > integral.total { plan = nil }
            guard StrokePlan.tail(of: integral, from: motion.rotor, carry: carry, profile) == nil else { return }
            integral.closeBolus()
            plan = nil
        }
        guard motion.isIdle else { return }
        endBolus(bolus.closing ?? .completed)
    }

    /// One that was ended while it waited has its account when its last stroke has.
    @_noAllocation @_noLocks
    private mutating func finishSuspended() {
        guard let suspended, case .some(let end) = suspended.closing,
            !motion.holds(bolus: suspended.order.identifier)
        else { return }
        self.suspended = nil
        tell(.bolusEnded(identifier: suspended.order.identifier, delivered: suspended.deliveredVolume, end))
    }

    @_noAllocation @_noLocks
    private mutating func endBolus(_ end: Event.BolusEnd) {
        guard let bolus else { return }
        self.bolus = nil
        plan = nil
        tell(.bolusEnded(identifier: bolus.order.identifier, delivered: bolus.deliveredVolume, end))
        switch bolus.order.kind {
        case .single: break
        case .demand:
            therapy.demand.end(at: pumpTime(at: now))
            resumeSuspended()
        case .prime: if end == .completed || end == .cancelled { endPrime() }
        }
    }

    /// What a demand bolus preempted goes on with its exact remainder (BR-D06).
    @_noAllocation @_noLocks
    private mutating func resumeSuspended() {
        guard let single = suspended, state == .delivering, single.unaccrued > 0 else { return }
        if case .some = single.closing { return }
        suspended = nil
        bolus = single
        tell(.bolusResumed(identifier: single.order.identifier, remaining: single.unaccruedVolume))
    }

    /// The line must be clear at the end of a prime: what was only reported meanwhile counts now.
    @_noAllocation @_noLocks
    private mutating func endPrime() {
        guard state == .priming else { return }
        forgetOwed()
        grant = StepCount(pulses: motion.end)
        transition(to: .stopped, cause: .ended)
    }
}
