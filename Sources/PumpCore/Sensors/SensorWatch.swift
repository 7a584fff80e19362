// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the sensors besides the line's pressure say, and which of all of them are to be believed.
struct SensorWatch: Sendable, BitwiseCopyable {
    let set: SensorSet
    private var checks: InlineArray<7, SensorCheck>
    /// One bit a sensor by its code: which are faulty now, and which of those the rig requires.
    private(set) var faulty: UInt8 = 0
    private(set) var requiredFaulty: UInt8 = 0
    /// When the next silence is too long.
    private(set) var deadline: Instant = .distantFuture
    var rotor: RotorWatch
    var level: VolumeWatch
    var outflow: VolumeWatch

    init(_ set: SensorSet, profile: borrowing RigProfile, at now: Instant) {
        self.set = set
        checks = InlineArray(repeating: SensorCheck(at: now))
        rotor = RotorWatch(
            countsPerRevolution: set.rotorCounts,
            pulsesPerRevolution: Int64(profile.pulsesPerFullStep) * Int64(profile.curve.count),
            play: set.rule(.rotor).uncertainty)
        let stroke = profile.strokeVolume.picoliters
        level = VolumeWatch(
            uncertainty: set.rule(.level).uncertainty, drift: set.rule(.level).drift, tolerance: set.tolerance,
            stroke: stroke)
        outflow = VolumeWatch(
            uncertainty: set.rule(.outflow).uncertainty, drift: set.rule(.outflow).drift, tolerance: set.tolerance,
            stroke: stroke)
        deadline = nextDeadline()
    }

    @_noAllocation @_noLocks
    func fault(of sensor: Sensor) -> SensorFault? { checks[Int(sensor.code)].fault }

    @_noAllocation @_noLocks
    func latest(_ sensor: Sensor) -> SensorReading? { checks[Int(sensor.code)].latest }

    /// A new reading; true where it may be used. A sensor that the rig file does not name is not believed.
    @_noAllocation @_noLocks
    mutating func read(_ sensor: Sensor, _ reading: SensorReading) -> Bool {
        guard set.has(sensor) else { return false }
        let isUsable = checks[Int(sensor.code)].read(reading, set.rule(sensor))
        mark(sensor)
        deadline = nextDeadline()
        return isUsable
    }

    /// A sensor that has just been silent for too long by `now`, if any.
    @_noAllocation @_noLocks
    mutating func nextSilent(at now: Instant) -> Sensor? {
        guard deadline <= now else { return nil }
        var code: UInt8 = 0
        while let sensor = Sensor(code: code) {
            if set.has(sensor), checks[Int(code)].isTooSilent(at: now, set.rule(sensor)) {
                mark(sensor)
                deadline = nextDeadline()
                return sensor
            }
            code += 1
        }
        return nil
    }

    @_noAllocation @_noLocks
    private mutating func mark(_ sensor: Sensor) {
        let bit: UInt8 = 1 << sensor.code
        if case .some = checks[Int(sensor.code)].fault {
            faulty |= bit
            if set.rule(sensor).isRequired { requiredFaulty |= bit }
        } else {
            faulty &= ~bit
            requiredFaulty &= ~bit
        }
    }

    @_noAllocation @_noLocks
    private func nextDeadline() -> Instant {
        var next: Instant = .distantFuture
        var code: UInt8 = 0
        while let sensor = Sensor(code: code) {
            if set.has(sensor) { next = Swift.min(next, checks[Int(code)].deadline(set.rule(sensor))) }
            code += 1
        }
        return next
    }
}
