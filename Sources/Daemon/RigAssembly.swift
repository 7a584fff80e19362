// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import RealTime
import RigFile

/// Makes of a rig file what each part of the program wants of it.
struct RigAssembly: Sendable {
    let description: RigDescription
    let speedUp: Int64

    var settings: RealTimeSettings {
        let mechanics = description.mechanics
        let microsteps = Double(mechanics.microsteps)
        var monostable = Duration.zero
        if case .gpio(let wiring) = description.hardware, wiring.lines.outputs[.heartbeat] != nil {
            monostable = wiring.driver.monostableSettle
        }
        return RealTimeSettings(
            lateEdgeBound: description.limits.lateEdge, enableSettle: mechanics.enableSettle,
            monostableSettle: monostable, speed: speedUp,
            motion: MotionProfile(
                cruise: Double(mechanics.strokeSpeed.millistepsPerSecond) / 1_000 * microsteps,
                acceleration: Double(mechanics.ramp.millistepsPerSecondSquared) / 1_000 * microsteps))
    }
}
