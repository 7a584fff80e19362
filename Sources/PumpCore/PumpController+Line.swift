// SPDX-License-Identifier: Apache-2.0
import Quantities

extension PumpController {
    /// When the pressure is wanted next; never where nobody looks at it.
    @_noAllocation @_noLocks
    mutating func nextReading() -> Instant {
        guard watchesLine else { return .distantFuture }
        return watch.nextReading(nextStroke: nextStrokeDue())
    }

    /// When the next stroke begins, if nothing comes in between.
    @_noAllocation @_noLocks
    private mutating func nextStrokeDue() -> Instant {
        guard isPumping, waiting == nil else { return .distantFuture }
        return strokeDue()
    }

    /// A new reading of the line's pressure (BR-W07, BR-W10).
    @_noAllocation @_noLocks
    mutating func absorbPressure(_ sample: RigInputs.PressureSample) {
        guard watchesLine else { return }
        let finding = watch.read(
            at: sample.at, pascals: sample.pressure.pascals, forward: account.forwardVolume.picoliters,
            nextStroke: nextStrokeDue())
        if let finding, isPumping { act(on: finding, pressure: sample.pressure) }
        followCompliance()
    }

    @_noAllocation @_noLocks
    private mutating func act(on finding: LineWatch.Finding, pressure: Pressure) {
        // While the path is primed strokes follow each other without rest, and empty lines fill: a limit still is one.
        if state == .priming, finding != .pressureHigh { return }
        let pumped = account.forwardVolume.picoliters - watch.clearUntil
        tell(.lineFound(finding, pressure: pressure, since: Volume(picoliters: pumped)))
        switch finding {
        case .closed, .pressureHigh: foundOnce(.occlusionDownstream)
        case .unfilled: foundOnce(.occlusionUpstream)
        case .leaking: foundOnce(.catheterLeak)
        }
        watch.restart(forward: account.forwardVolume.picoliters)
    }

    /// What only strokes can show is there while they show it: once they have stopped it is a matter for people.
    @_noAllocation @_noLocks
    mutating func foundOnce(_ condition: Condition) {
        raise(condition)
        clear(condition)
    }

    @_noAllocation @_noLocks
    private mutating func followCompliance() {
        let isListed = conditions.isPresent(.complianceDrift)
        guard watch.complianceHasDrifted != isListed else { return }
        if isListed { clear(.complianceDrift) } else { raise(.complianceDrift) }
    }
}
