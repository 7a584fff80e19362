// SPDX-License-Identifier: Apache-2.0
import PumpCore
import RealTime

extension PumpService {
    /// Looks once a second at ``stopMark``, and waits for nothing else: not for the actor, not for a disk.
    nonisolated func runStopMark() async {
        while !Task.isCancelled {
            keepStopMark()
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Set while the pump has come to rest, or the supervisor has made it, and the record does not know it, however it came
    /// to that; gone when the record does, and no stop is on its way.
    private nonisolated func keepStopMark() {
        nonisolated(unsafe) let shared = threads.shared
        let asked = threads.stops
        let isServed = shared.pointee.stopsServed.load(ordering: .acquiring) >= asked
        let isTripped = shared.pointee.trip.load(ordering: .acquiring) != 0
        let snapshot = snapshots.latest()
        let isUnrecorded = lastDurable.value < snapshot.lastEvent
        if isTripped || !snapshot.state.mayMove && isUnrecorded {
            stopMark.set()
        } else if isServed, !snapshot.state.mayMove, stopMark.isSet {
            removeStopMark(afterStops: asked)
        }
    }

    /// Takes the mark away, but not from under a stop that was asked for since.
    nonisolated func removeStopMark(afterStops seen: Int64) {
        stopMark.remove()
        if threads.stops != seen { stopMark.set() }
    }
}
