// SPDX-License-Identifier: Apache-2.0
import Quantities

extension PumpController {
    /// Does what is asked, or refuses and changes nothing (BR-F05). The outcome is an event too, under `number`, unless that
    /// is zero: the threads' own commands, whose effects are events by themselves.
    ///
    /// `program` is read by ``Command/commit(slot:)`` only: the one in the slot that the command names.
    @_noAllocation @_noLocks
    public mutating func apply(
        _ command: Command, number: Int64, program: DeliveryProgram? = nil
    ) -> CommandOutcome {
        if case .commit = command { return load(program, FlexSchedule(), number: number) }
        let outcome = perform(command)
        if number != 0 { tell(.outcome(command: number, outcome)) }
        return outcome
    }

    /// Takes a program with its schedule: ``Command/commit(slot:)`` with what is in the slot.
    @_noAllocation @_noLocks
    public mutating func load(
        _ program: DeliveryProgram?, _ schedule: FlexSchedule, number: Int64
    ) -> CommandOutcome {
        let outcome = commit(program, schedule)
        if number != 0 { tell(.outcome(command: number, outcome)) }
        return outcome
    }

    /// Refuses command `number` in the words of the present state: it was overtaken on its way.
    @_noAllocation @_noLocks
    public mutating func refuse(number: Int64) { tell(.outcome(command: number, .notInState(state))) }

    @_noAllocation @_noLocks
    private mutating func perform(_ command: Command) -> CommandOutcome {
        switch command {
        case .grant(let limit): return takeGrant(limit)
        case .commit: return .noProgram
        case .resume: return resume()
        case .stop(let origin):
            stop(cause: .stop(origin))
            return .accepted
        case .bolus(let order): return startBolus(order)
        case .cancelBolus(let identifier): return cancelBolus(identifier)
        case .setClock(let local): return setClock(local)
        case .declarePath(let isFree): return declarePath(isFree: isFree)
        case .holdStaircase: return holdStaircase()
        case .beginRefill: return refill(begins: true)
        case .endRefill: return refill(begins: false)
        case .acknowledge(let condition):
            guard conditions.lists(condition) else { return .accepted }
            tell(.conditionAcknowledged(condition))
            if conditions.acknowledge(condition) { tell(.conditionCleared(condition)) }
            return .accepted
        case .selfTest(let report): return endSelfTest(report)
        case .clearFailure(let report): return clearFailure(report)
        case .report(let condition, let isPresent):
            if isPresent { raise(condition) } else { clear(condition) }
            return .accepted
        }
    }

    @_noAllocation @_noLocks
    private mutating func takeGrant(_ limit: StepCount) -> CommandOutcome {
        guard limit > grant else { return .accepted }
        grant = limit
        tell(.granted(limit))
        return .accepted
    }

    @_noAllocation @_noLocks
    private mutating func commit(_ program: DeliveryProgram?, _ schedule: FlexSchedule) -> CommandOutcome {
        switch state {
        case .stopped, .delivering, .paused, .refilling: break
        case .selfTest, .releasing, .priming, .servicing, .failed: return .notInState(state)
        }
        guard let program else { return .noProgram }
        guard bolus == nil, suspended == nil else { return .bolusActive }
        // A stroke in motion was gated as the mixture that is there: another one waits until it has ended.
        guard motion.isIdle || (state == .delivering && isInReservoir(program.mixture)) else { return .bolusActive }
        let allowed = Swift.min(profile.maximumRate, program.maximumRate)
        let highest = program.highestRate(schedule)
        guard highest <= allowed else { return .rateAboveMaximum(asked: highest, allowed: allowed) }
        // A rate that was held under another maximum does not come back above this one.
        if therapy.revision == program.revision, let held = therapy.background.heldRate, held > allowed {
            return .rateAboveMaximum(asked: held, allowed: allowed)
        }
        endWait()
        self.program = program
        self.schedule = schedule
        leaveSafeRate()
        forgetOwed()
        takeFill(of: program)
        takeTherapy(of: program)
        tell(.programLoaded(revision: program.revision))
        return .accepted
    }

    @_noAllocation @_noLocks
    private mutating func takeFill(of program: DeliveryProgram) {
        guard account.fillNumber != program.fillNumber else { return }
        account.startFill(number: program.fillNumber, volume: program.fill)
        clear(.reservoirLow)
        clear(.reservoirEmpty)
        // Another fill is no flow; the sensor may take its time to show it.
        sensors.level.restart()
        (levelsBelow, levelsEmpty) = (0, 0)
        restsSince = now + .minute
    }

    @_noAllocation @_noLocks
    private mutating func isInReservoir(_ mixture: DrugMixture) -> Bool {
        let last = therapy.path.plug(therapy.path.count - 1)
        return !last.isUnknown && last.mixture == mixture
    }

    /// What goes on with a program that was committed before, and begins anew with another.
    @_noAllocation @_noLocks
    private mutating func takeTherapy(of program: DeliveryProgram) {
        let time = pumpTime(at: now)
        if therapy.revision != program.revision {
            therapy.revision = program.revision
            therapy.background.staircaseElapsed = .zero
            therapy.background.staircaseFrom = nil
            therapy.background.heldRate = nil
            therapy.background.doseUntil = Swift.min(therapy.background.doseUntil, time)
        } else {
            // A bridge that comes first is no time of the trial.
            therapy.background.foldStaircase(at: time)
            therapy.background.staircaseFrom = nil
        }
        windows.setDemandSpan(program.ceilings.demandSpan)
        if !isInReservoir(program.mixture) {
            therapy.path.enter(program.mixture, at: account.forwardVolume)
            tell(.mixtureEntered(at: account.forwardVolume))
        }
        hasStaircase = program.mode == .staircase
        isBridging = program.bridge.count > 0
        if case .some = program.bridge.segment(at: position) {} else { isBridging = false }
        if program.mode != .flex, conditions.lists(.clockUnknown) { clear(.clockUnknown) }
        if state == .delivering { beginBackground() } else { forgetBackground() }
    }

    @_noAllocation @_noLocks
    private mutating func resume() -> CommandOutcome {
        if state == .delivering, isAtSafeRate {
            leaveSafeRate()
            forgetOwed()
            bridgeAnew()
            rateIsTold = false
            backgroundUntil = Instant(nanoseconds: .min)
            followBackground()
            return .accepted
        }
        guard state == .stopped || state == .paused else { return .notInState(state) }
        guard hasProgram else { return .noProgram }
        guard !seen.lines.stop else { return .stopInputAsserted }
        if let condition = conditions.firstPreventingResume() { return .conditionStands(condition) }
        // Rest turned into a pause: somebody has to have looked.
        let stalled = conditions.lists(.storageStalled) && !conditions.isAcknowledged(.storageStalled)
        if state == .paused, stalled { return .conditionStands(.storageStalled) }
        // Movement begun before an empty reservoir stopped the pump must have come to its end.
        guard motion.isIdle else { return .notInState(state) }
        forgetOwed()
        bridgeAnew()
        if conditions.acknowledge(.restarted) { tell(.conditionCleared(.restarted)) }
        leaveSafeRate()
        transition(to: .delivering, cause: .command)
        beginBackground()
        return .accepted
    }

    /// The bridge goes by what was delivered: where its end was owed only, and that was forgotten, it is not through.
    @_noAllocation @_noLocks
    private mutating func bridgeAnew() {
        if let program, case .some = program.bridge.segment(at: position) { isBridging = true }
    }

    /// Only this moves the pump clock (BR-D09).
    @_noAllocation @_noLocks
    private mutating func setClock(_ local: Int64) -> CommandOutcome {
        let time = pumpTime(at: now)
        let before = therapy.background.clock(at: time)
        therapy.background.setClock(local, at: time)
        tell(.clockSet(before: before, after: local))
        if conditions.lists(.clockUnknown) { clear(.clockUnknown) }
        backgroundUntil = Instant(nanoseconds: .min)
        return .accepted
    }

    @_noAllocation @_noLocks
    private mutating func declarePath(isFree: Bool) -> CommandOutcome {
        guard state == .stopped || state == .refilling, motion.isIdle else { return .notInState(state) }
        let mixture = program?.mixture ?? DrugMixture()
        therapy.path.forget(before: account.forwardVolume, through: program?.dead ?? DeadVolume())
        if isFree {
            therapy.path.declareFree(ofDrugAt: account.forwardVolume, then: mixture)
            therapy.freeSince = account.forwardVolume
        } else {
            therapy.path.declareUnknown(at: account.forwardVolume, then: mixture)
            therapy.freeSince = nil
        }
        // A bridge is for what is not there any more.
        isBridging = false
        program?.bridge = Bridge()
        tell(.pathDeclared(isFree: isFree, at: account.forwardVolume))
        return .accepted
    }

    @_noAllocation @_noLocks
    private mutating func holdStaircase() -> CommandOutcome {
        guard let program, program.mode == .staircase, !isBridging else { return .noStaircase }
        guard state == .delivering else { return .notInState(state) }
        guard therapy.background.heldRate == nil else { return .accepted }
        followBackground()
        therapy.background.heldRate = background.rate
        backgroundUntil = Instant(nanoseconds: .min)
        tell(.staircaseHeld(background.rate))
        return .accepted
    }

    @_noAllocation @_noLocks
    private mutating func refill(begins: Bool) -> CommandOutcome {
        let from: PumpState = begins ? .stopped : .refilling
        guard state == from, motion.isIdle else { return .notInState(state) }
        transition(to: begins ? .refilling : .stopped, cause: .command)
        return .accepted
    }

    @_noAllocation @_noLocks
    private mutating func endSelfTest(_ report: SelfTestReport) -> CommandOutcome {
        guard state == .selfTest || state == .stopped else { return .notInState(state) }
        tell(.selfTested(report))
        if !report.passed {
            transition(to: .failed, cause: .selfTest)
        } else if state == .selfTest {
            transition(to: .stopped, cause: .selfTest)
        }
        return .accepted
    }

    @_noAllocation @_noLocks
    private mutating func clearFailure(_ report: SelfTestReport) -> CommandOutcome {
        let isRepeated = state == .stopped || state == .paused ? conditions.isPresent(.repeatedAlarm) : false
        guard state == .failed || isRepeated, seen.supervisor == .nominal else { return .notInState(state) }
        tell(.selfTested(report))
        guard report.passed else { return .notInState(state) }
        stops.forget()
        clear(.repeatedAlarm)
        guard state == .failed else { return .accepted }
        clear(.controllerFault)
        transition(to: .stopped, cause: .selfTest)
        return .accepted
    }
}
