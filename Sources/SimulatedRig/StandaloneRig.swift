// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Synchronization

/// The rig's end of the lines: the physics in a process of its own, which follows what any daemon pulses.
///
/// It reads counters, so it follows every pulse however seldom it looks, but not when within that time it came: pulses of
/// one look move the rotor at once, forward before reverse.
public struct StandaloneRig: ~Copyable {
    private let lines: RigLines
    private let cells: UnsafeMutablePointer<LineCells>
    private var model: SimulatedModel
    private let origin: Instant
    private let speed: Int64
    private var forward: Int64 = 0
    private var reverse: Int64 = 0
    private var turn: Int64 = 0

    /// - Parameters:
    ///   - place: Where the rotor stands, in pulses from the index mark; it is the rig's own secret.
    public init(_ parameters: SimulatedRigParameters, lines: RigLines, place: Int = 0) {
        self.lines = lines
        cells = lines.cells
        origin = Instant(nanoseconds: lines.cells.pointee.origin.load(ordering: .relaxed))
        speed = lines.speed
        model = SimulatedModel(parameters, at: origin, place: place)
        follow(realNow: origin)
    }

    /// Looks at the lines: moves the rotor, lets the time pass, shows the sensors. `realNow` is CLOCK_MONOTONIC.
    public mutating func follow(realNow: Instant) {
        let now = clock(realNow)
        model.pass(until: now)
        followPulses()
        if let pascals = model.samplePressure(at: now, isWanted: false) { show(pascals) }
        cells.pointee.pumpedPicoliters.store(Int64(model.pumped), ordering: .releasing)
        cells.pointee.deliveredPicoliters.store(Int64(model.delivered), ordering: .releasing)
        cells.pointee.followedForward.store(forward, ordering: .releasing)
        cells.pointee.followedReverse.store(reverse, ordering: .releasing)
        cells.pointee.aliveAt.store(realNow.nanoseconds, ordering: .releasing)
    }

    private func clock(_ realNow: Instant) -> Instant {
        let (scaled, overflow) = (realNow - origin).nanoseconds.multipliedReportingOverflow(by: speed)
        return overflow ? .distantFuture : origin + Duration(nanoseconds: scaled)
    }

    private mutating func followPulses() {
        let (wanted, back) = (lines.forwardPulses.pulses, lines.reversePulses.pulses)
        while forward < wanted {
            forward += 1
            if model.turn(isForward: true) { cells.pointee.indexAt.store(forward, ordering: .releasing) }
        }
        while reverse < back {
            reverse += 1
            _ = model.turn(isForward: false)
        }
    }

    private mutating func show(_ pascals: Int64) {
        cells.pointee.sampleTurn.store(turn + 1, ordering: .sequentiallyConsistent)
        cells.pointee.pressurePascals.store(pascals, ordering: .sequentiallyConsistent)
        cells.pointee.rotorCounts.store(model.rotorCounts, ordering: .sequentiallyConsistent)
        turn += 2
        cells.pointee.sampleTurn.store(turn, ordering: .sequentiallyConsistent)
    }
}
