// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// The real-time thread's whole life with one kind of rig.
///
/// Allocated once and run in place. The caller that runs it with a concrete rig carries the performance annotations, so
/// that the compiler proves the loop, the rig and the core together free of allocation and locks.
public struct RealTimeLoop<AnyRig: Rig & ~Copyable>: ~Copyable {
    public var rig: AnyRig
    public var cycle: RealTimeCycle

    public init(rig: consuming AnyRig, cycle: consuming RealTimeCycle) {
        self.rig = rig
        self.cycle = cycle
    }

    /// Runs until the process shuts down.
    @inlinable public mutating func run() {
        var lineIsSet = rig.setDirection(.forward)
        while cycle.wait(eventDescriptor: rig.eventDescriptor, nextSample: rig.nextSample(after: cycle.now)) {
            if !lineIsSet { lineIsSet = rig.setDirection(.forward) }
            // Before the edge: an input line that was asserted meanwhile holds it back.
            rig.sample(at: cycle.now, wantsReading: cycle.wantsReading, into: &cycle.inputs)
            if cycle.edgeIsDue() { cycle.edgeLeft(isCertain: rig.pulse(at: cycle.now)) }
            cycle.decide()
        }
        cycle.end()
    }
}
