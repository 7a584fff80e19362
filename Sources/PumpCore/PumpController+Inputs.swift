// SPDX-License-Identifier: Apache-2.0
import Quantities

extension PumpController {
    /// Takes in what is new in the inputs.
    @_noAllocation @_noLocks
    mutating func absorb(_ inputs: RigInputs) {
        absorbSteps(inputs)
        if inputs.supervisor != .nominal, seen.supervisor == .nominal { failBySupervisor() }
        if inputs.index?.at != seen.index?.at, let index = inputs.index { absorbIndex(index) }
        if inputs.motion?.stroke != seen.motion?.stroke, let report = inputs.motion { absorbMotion(report) }
        let lateIsNew = inputs.late?.to != seen.late?.to
        let lines = inputs.lines
        let linesBefore = seen.lines
        let before = seen
        seen = inputs
        absorbReadings(inputs, before: before)
        if lateIsNew, let late = inputs.late { absorbLate(late) }
        absorbLines(lines, before: linesBefore)
    }

    /// Takes in the steps alone, made by `time`: before a stop, so that an edge just made counts to its stroke.
    @_noAllocation @_noLocks
    public mutating func note(steps inputs: RigInputs, at time: Instant) {
        windows.roll(to: pumpTime(at: time))
        absorbSteps(inputs)
    }

    @_noAllocation @_noLocks
    private mutating func absorbSteps(_ inputs: RigInputs) {
        let made = inputs.forwardSteps.pulses - account.forwardSteps.pulses
        guard made >= 0, inputs.reverseSteps >= account.reverseSteps else { return fail(.odometerWentBack) }
        var left = made
        while left > 0 {
            guard let first = motion.first else { return countStray(left) }
            let piece = Swift.min(left, first.end - account.forwardSteps.pulses)
            let volume = rotor.advance(pulses: piece, profile)
            count(pulses: piece, volume: volume)
            motion.deliveredOfFirst += volume
            left -= piece
            if account.forwardSteps.pulses == first.end {
                _ = closeFirst(.completed)
                checkReservoir()
            }
        }
        // Reverse movement has no program yet: any is movement without a stroke (BR-D12).
        if inputs.reverseSteps > account.reverseSteps {
            account.reverseSteps = inputs.reverseSteps
            fail(.movedWithoutStroke)
        }
    }

    /// Pulses that no stroke asked for: counted, since liquid moved, and the pump fails.
    @_noAllocation @_noLocks
    private mutating func countStray(_ pulses: Int64) {
        count(pulses: pulses, volume: rotor.advance(pulses: pulses, profile))
        motion.reset(rotor: rotor, odometer: account.forwardSteps.pulses)
        countInWindows()
        fail(.movedWithoutStroke)
    }

    @_noAllocation @_noLocks
    private mutating func count(pulses: Int64, volume: Int64) {
        account.forwardSteps += StepCount(pulses: pulses)
        account.forwardVolume += Volume(picoliters: volume)
        if !rotor.isKnown { account.hadUnknownPhase = true }
    }

    @_noAllocation @_noLocks
    private mutating func checkReservoir() {
        guard let program, account.remaining <= program.lowReservoir else { return }
        raise(.reservoirLow)
    }

    @_noAllocation @_noLocks
    private mutating func absorbIndex(_ index: RigInputs.IndexMark) {
        let ago = account.forwardSteps.pulses - index.at.pulses
        guard ago >= 0 else { return }
        let wasKnown = rotor.isKnown
        rotor.sawIndex(pulsesAgo: ago, profile)
        // The stroke in motion keeps its pulses; what comes after it is planned from the phase now known.
        let pending = motion.end - account.forwardSteps.pulses
        var rotorAfter = rotor
        _ = rotorAfter.advance(pulses: pending, profile)
        motion.rotor = rotorAfter
        plan = nil
        if !wasKnown { tell(.phaseFound(fullStep: Int64(rotor.fullStep))) }
    }

    /// The emitter ended a stroke by itself. What was not delivered is owed again, one stroke at most: the dose of a bolus
    /// is not dropped, the time is not caught up.
    @_noAllocation @_noLocks
    private mutating func absorbMotion(_ report: RigInputs.MotionReport) {
        guard let first = motion.first, first.stroke.sequence == report.stroke else { return }
        while !motion.isIdle {
            let undelivered = closeFirst(report.end)
            if isPumping {
                // A bolus that is ending by order gets nothing back.
                let isClosing = bolusIsClosing
                integral.restore(background: undelivered.background, bolus: isClosing ? 0 : undelivered.bolus)
            }
        }
        motion.reset(rotor: rotor, odometer: account.forwardSteps.pulses)
        plan = nil
        if isPumping {
            let ofBolus = integral.clip(to: DeliveryIntegral.owed(currentPlan().volume))
            bolus?.unaccrued += ofBolus
            plan = nil
        }
        noteLateEdge()
    }

    /// One late edge is listed and delivery goes on; the third within ten minutes pauses.
    @_noAllocation @_noLocks
    private mutating func noteLateEdge() {
        let isRepeated = now - lateEdges[0] <= .minute * 10
        lateEdges[0] = lateEdges[1]
        lateEdges[1] = now
        if isRepeated {
            raise(.lateEdge)
            clear(.lateEdge)
        } else {
            list(.lateEdge)
        }
    }

    /// A span beyond every bound means that the process was stopped: somebody has to look before it goes on.
    @_noAllocation @_noLocks
    private mutating func absorbLate(_ late: RigInputs.LateSpan) {
        guard isPumping, late.to > now else { return }
        tell(.forfeited(from: Swift.max(now, late.from), to: late.to, .late))
        if late.to - late.from > .second {
            raise(.lateEdge)
            clear(.lateEdge)
        }
    }

    @_noAllocation @_noLocks
    private mutating func absorbLines(_ lines: RigInputs.InputLines, before: RigInputs.InputLines) {
        if lines.stop, !before.stop { stop(cause: .stop(.stopInput)) }
        followButton(lines.patientButton, before: before.patientButton)
        follow(lines.cover, before.cover, .coverOpen)
        follow(lines.air, before.air, .airInLine)
        follow(lines.stall, before.stall, .motorStall)
    }

    /// A press asks for a demand bolus; held on, the button is stuck.
    @_noAllocation @_noLocks
    private mutating func followButton(_ isDown: Bool, before: Bool) {
        if isDown, !before {
            buttonSince = now
            tell(.buttonPressed)
        } else if !isDown, before {
            // A fault that others found is not the button's to clear.
            buttonSince = .distantFuture
            guard buttonIsStuck else { return }
            buttonIsStuck = false
            followSensorConditions()
        }
    }

    @_noAllocation @_noLocks
    mutating func follow(_ isAsserted: Bool, _ was: Bool, _ condition: Condition) {
        if isAsserted, !was {
            raise(condition)
        } else if !isAsserted, was {
            clear(condition)
        }
    }
}
