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
        let outcome = perform(command, program)
        if number != 0 { tell(.outcome(command: number, outcome)) }
        return outcome
    }

    /// Refuses command `number` in the words of the present state: it was overtaken on its way.
    @_noAllocation @_noLocks
    public mutating func refuse(number: Int64) { tell(.outcome(command: number, .notInState(state))) }

    @_noAllocation @_noLocks
    private mutating func perform(_ command: Command, _ program: DeliveryProgram?) -> CommandOutcome {
        switch command {
        case .grant(let limit): return takeGrant(limit)
        case .commit: return commit(program)
        case .resume: return resume()
        case .stop(let origin):
            stop(cause: .stop(origin))
            return .accepted
        case .bolus(let order): return startBolus(order)
        case .cancelBolus(let identifier): return cancelBolus(identifier)
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
    private mutating func commit(_ program: DeliveryProgram?) -> CommandOutcome {
        switch state {
        case .stopped, .delivering, .paused: break
        case .selfTest, .releasing, .priming, .refilling, .servicing, .failed: return .notInState(state)
        }
        guard let program else { return .noProgram }
        guard bolus == nil, motion.isIdle || state == .delivering else { return .bolusActive }
        let allowed = Swift.min(profile.maximumRate, program.maximumRate)
        guard program.rate <= allowed else { return .rateAboveMaximum(asked: program.rate, allowed: allowed) }
        endWait()
        self.program = program
        forgetOwed()
        if account.fillNumber != program.fillNumber {
            account.startFill(number: program.fillNumber, volume: program.fill)
            clear(.reservoirLow)
            clear(.reservoirEmpty)
        }
        tell(.programLoaded(revision: program.revision))
        return .accepted
    }

    @_noAllocation @_noLocks
    private mutating func resume() -> CommandOutcome {
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
        if conditions.acknowledge(.restarted) { tell(.conditionCleared(.restarted)) }
        transition(to: .delivering, cause: .command)
        return .accepted
    }

    @_noAllocation @_noLocks
    private mutating func startBolus(_ order: BolusOrder) -> CommandOutcome {
        guard state == .delivering, let program else { return .notInState(state) }
        guard bolus == nil else { return .bolusActive }
        guard order.volume >= profile.minimumBolus else { return .notDeliverable(minimum: profile.minimumBolus) }
        let drawable = account.remaining.picoliters - program.residual.picoliters
        guard order.volume.picoliters <= drawable else {
            return .beyondReservoir(remaining: Volume(picoliters: Swift.max(0, drawable)))
        }
        let headroom = maximumRate - backgroundRate
        guard let wanted = try? order.volume.rate(over: order.duration), wanted > .zero, headroom > .zero else {
            return .rateAboveMaximum(asked: maximumRate, allowed: headroom)
        }
        bolus = BolusProgress(order: order, rate: Swift.min(wanted, headroom), startedAt: now)
        plan = nil
        tell(.bolusStarted(order))
        return .accepted
    }

    @_noAllocation @_noLocks
    private mutating func cancelBolus(_ identifier: Int64) -> CommandOutcome {
        guard let bolus, bolus.order.identifier == identifier else { return .noSuchBolus }
        // The stroke in motion was due and completes; what the bolus is owed beyond it is dropped.
        closeBolus(.cancelled)
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
        guard state == .failed, seen.supervisor == .nominal else { return .notInState(state) }
        tell(.selfTested(report))
        guard report.passed else { return .notInState(state) }
        clear(.controllerFault)
        transition(to: .stopped, cause: .selfTest)
        return .accepted
    }
}
