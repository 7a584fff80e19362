// SPDX-License-Identifier: Apache-2.0
import Handover
import PumpCore
import Quantities
import Synchronization

extension RealTimeCycle {
    /// Whether an edge is to leave now. The stop flag and the supervisor's token are looked at here, before each one.
    @_noAllocation @_noLocks
    public mutating func edgeIsDue() -> Bool {
        guard emitter.isMoving, emitter.nextEdge <= clock.now, readyAt <= clock.now else { return false }
        guard !stopIsAsked, !inputs.lines.holdBackEdges else { return false }
        guard shared.pointee.enabledAt.load(ordering: .acquiring) != 0 else { return false }
        let token = Instant(nanoseconds: shared.pointee.token.load(ordering: .acquiring))
        guard MonotonicClock.now() - token <= ReportInterval.tokenLife else {
            emitter.halt()
            inputs.supervisor = .silent
            return false
        }
        return emitter.mayLeave(at: clock.now)
    }

    /// The edge has left, or nobody knows whether it did (`isCertain` false): it counts as made and the motion ends.
    @_noAllocation @_noLocks
    public mutating func edgeLeft(isCertain: Bool) {
        if clock.isRealTime { tell(.edge(lateness: clock.now - emitter.nextEdge)) }
        emitter.edgeLeft(at: clock.now)
        inputs.forwardSteps = emitter.made
        shared.pointee.stepsMade.store(emitter.made.pulses, ordering: .releasing)
        if !isCertain {
            emitter.halt()
            lineFailed = true
        }
    }

    /// Asks the supervisor for the driver, or to let go of it.
    @_noAllocation @_noLocks
    mutating func ask(forDriver isWanted: Bool) {
        if shared.pointee.enableAsked.load(ordering: .relaxed) != isWanted {
            shared.pointee.enableAsked.store(isWanted, ordering: .releasing)
            shared.pointee.supervisorSignal.raise()
        }
    }

    /// Follows what the supervisor has done to the driver.
    @_noAllocation @_noLocks
    mutating func followDriver() {
        let enabledAt = shared.pointee.enabledAt.load(ordering: .acquiring)
        guard enabledAt != 0 else {
            readyAt = .distantFuture
            return
        }
        if readyAt == .distantFuture { readyAt = clock.now + settings.enableSettle }
        emitter.postpone(until: readyAt)
    }
}
