// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

extension SimulatedModel {
    /// When the rig has something to show next by itself.
    var nextShow: Instant {
        @_noAllocation @_noLocks get { Swift.min(nextSampleDue, sensors.nextDue) }
    }

    /// The rotor's count as its sensor shows it; nil where it shows none.
    @_noAllocation @_noLocks
    mutating func sampleRotor() -> Int64? {
        sensors.rotor.show(Double(rotorCounts), seconds: seconds, faults)
    }

    /// Puts what is due of the slow sensors into `inputs`.
    @_noAllocation @_noLocks
    mutating func sampleOthers(at now: Instant, into inputs: inout RigInputs) {
        guard now >= sensors.nextDue else { return }
        if let due = sensors.inlet?.nextDue, now >= due {
            Self.take(sensors.inlet!.read(-vacuum, at: now, seconds: seconds, faults), at: now, &inputs.inlet)
        }
        if let due = sensors.level?.nextDue, now >= due {
            Self.take(sensors.level!.read(reservoir, at: now, seconds: seconds, faults), at: now, &inputs.level)
        }
        if let due = sensors.balance?.nextDue, now >= due {
            let weight = sensors.weigh(delivered: delivered, seconds: seconds)
            Self.take(sensors.balance!.read(weight, at: now, seconds: seconds, faults), at: now, &inputs.outflow)
        }
        if let due = sensors.temperature?.nextDue, now >= due {
            let heat = 1_000 * (parameters.ambientTemperature + amount(FaultSlot.heat))
            Self.take(
                sensors.temperature!.read(heat, at: now, seconds: seconds, faults), at: now, &inputs.temperature)
        }
        if let due = sensors.supply?.nextDue, now >= due {
            let volts = 1_000 * (parameters.supplyVoltage - amount(FaultSlot.supplyDip))
            Self.take(sensors.supply!.read(volts, at: now, seconds: seconds, faults), at: now, &inputs.supply)
        }
    }

    @_noAllocation @_noLocks
    private static func take(_ value: Int64?, at now: Instant, _ place: inout SensorReading?) {
        if let value { place = SensorReading(at: now, value: value) }
    }
}
