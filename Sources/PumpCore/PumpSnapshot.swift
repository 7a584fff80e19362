// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the controller shows of itself after an advance.
public struct PumpSnapshot: Sendable, BitwiseCopyable {
    public var at: Instant
    public var state: PumpState
    public var account: Account
    public var grant: StepCount
    /// The program's background, whatever the state.
    public var programRate: FlowRate
    public var programRevision: Int64
    /// What is being delivered now: background and bolus.
    public var rate: FlowRate
    public var maximumRate: FlowRate
    public var bolus: BolusOrder?
    public var bolusDelivered: Volume
    /// A single bolus that waits for a demand bolus to end.
    public var suspended: BolusOrder?
    public var suspendedDelivered: Volume
    /// What the bridge bolus has still to deliver; nil where none runs.
    public var bridgeLeft: Volume?
    public var isAtSafeRate: Bool
    public var therapy: TherapyState
    /// By which the windows count.
    public var dead: DeadVolume
    /// Delivered bounds by ``Account/delivered(_:)``.
    public var deliveredLower: Volume
    public var deliveredUpper: Volume
    public var conditions: ConditionBoard
    public var phaseIsKnown: Bool
    /// The full step of the rotor in its revolution, for the record of a clean stop.
    public var fullStep: Int64
    /// Nothing is in motion or about to be.
    public var isAtRest: Bool
    /// The rotor stands on a full step, not within one.
    public var isOnFullStep: Bool
    public var lastStroke: Int64
    public var lastEvent: Int64
    /// What the pump would need for its next stroke.
    public var nextStrokeEnd: StepCount
    public var waitsForGrant: Bool
    public var pressure: RigInputs.PressureSample?
    public var rotor: RigInputs.RotorSample?
    public var lines: RigInputs.InputLines
}

extension PumpController {
    /// The present view; cheap, without any effect.
    @_noAllocation @_noLocks
    public mutating func snapshot() -> PumpSnapshot {
        let delivered = account.delivered(profile)
        let plan = currentPlan()
        var present = therapy
        present.pumpTime = pumpTime(at: now)
        present.background.foldStaircase(at: present.pumpTime)
        return PumpSnapshot(
            at: now, state: state, account: account, grant: grant, programRate: programRate,
            programRevision: program?.revision ?? 0, rate: backgroundRate + bolusRate, maximumRate: maximumRate,
            bolus: bolus?.order, bolusDelivered: bolus?.deliveredVolume ?? .zero, suspended: suspended?.order,
            suspendedDelivered: suspended?.deliveredVolume ?? .zero, bridgeLeft: bridgeLeft(),
            isAtSafeRate: isAtSafeRate, therapy: present, dead: program?.dead ?? DeadVolume(),
            deliveredLower: delivered.lower, deliveredUpper: delivered.upper, conditions: conditions,
            phaseIsKnown: rotor.isKnown,
            fullStep: Int64(rotor.fullStep), isAtRest: motion.isIdle, isOnFullStep: rotor.fraction == 0,
            lastStroke: lastStroke,
            lastEvent: events.lastSequence, nextStrokeEnd: StepCount(pulses: motion.end + plan.pulses),
            waitsForGrant: waitsForGrant, pressure: seen.pressure, rotor: seen.rotor, lines: seen.lines)
    }

    @_noAllocation @_noLocks
    private mutating func bridgeLeft() -> Volume? {
        guard isBridging, let bridge = program?.bridge, bridge.count > 0 else { return nil }
        return Swift.max(.zero, bridge.segment(bridge.count - 1).end - account.forwardVolume)
    }
}
