// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// A sensor of the simulated rig: what is, as it shows it.
struct SimulatedSensor: Sendable, BitwiseCopyable {
    let parameters: SimulatedSensorParameters
    private let slot: Int
    private var noise: SimulatedNoise
    private(set) var nextDue: Instant
    private let begin: Double
    /// What it has come to, where it settles.
    private var settled: Double?
    private var settledAt = 0.0
    private var last: Double?
    /// What was read in the past, a ring: 64 readings back at most.
    private var past = InlineArray<64, Double>(repeating: 0)
    private var kept = 0

    /// - Parameter begin: When it was switched on, in seconds.
    init(_ sensor: Sensor, _ parameters: SimulatedSensorParameters, seed: UInt64, at now: Instant) {
        self.parameters = parameters
        slot = FaultSlot.first(of: sensor)
        noise = SimulatedNoise(seed: seed &* 0x9E37_79B9 &+ UInt64(sensor.code) &+ 77)
        nextDue = now
        begin = Double(now.nanoseconds) * 1e-9
    }

    /// The reading of what is `truth` at `now`; nil where none comes.
    @_noAllocation @_noLocks
    mutating func read(_ truth: Double, at now: Instant, seconds: Double, _ faults: borrowing FaultTable) -> Int64? {
        nextDue = now + parameters.interval
        return show(settle(truth, seconds), seconds: seconds, faults)
    }

    @_noAllocation @_noLocks
    private mutating func settle(_ truth: Double, _ seconds: Double) -> Double {
        guard parameters.settling > 0, let before = settled else {
            settled = truth
            settledAt = seconds
            return truth
        }
        let share = 1 - Decay.factor((seconds - settledAt) / parameters.settling)
        let value = before + (truth - before) * share
        settled = value
        settledAt = seconds
        return value
    }

    /// What it shows of a value, with all that may be wrong with it.
    @_noAllocation @_noLocks
    mutating func show(_ value: Double, seconds: Double, _ faults: borrowing FaultTable) -> Int64? {
        let missing = Swift.max(parameters.dropout, faults.amount(slot + 1, at: seconds))
        if missing > 0, noise.uniform() < missing { return nil }
        if faults.amount(slot, at: seconds) > 0, let last { return Int64(last) }
        let hours = (seconds - begin) / 3_600
        var shown = value + parameters.offset + parameters.drift * hours + faults.amount(slot + 2, at: seconds)
        let drift = faults.amount(slot + 3, at: seconds)
        if drift != 0 { shown += drift * faults.hours(slot + 3, at: seconds) }
        let spread = parameters.noise + faults.amount(slot + 4, at: seconds)
        if spread > 0 { shown += spread * noise.normal() }
        shown = late(shown, by: Swift.max(parameters.delay, faults.amount(slot + 6, at: seconds)))
        let stated = faults.amount(slot + 5, at: seconds)
        if stated != 0 { shown = stated }
        if parameters.resolution > 0 {
            let steps = shown / parameters.resolution
            shown = Double(Int64(steps + (steps < 0 ? -0.5 : 0.5))) * parameters.resolution
        }
        shown = Swift.max(-9e15, Swift.min(9e15, shown))
        last = shown
        return Int64(shown)
    }

    @_noAllocation @_noLocks
    private mutating func late(_ value: Double, by delay: Double) -> Double {
        past[kept % 64] = value
        kept += 1
        guard delay > 0 else { return value }
        let interval = Double(parameters.interval.nanoseconds) * 1e-9
        let back = Swift.min(Swift.min(63, kept - 1), Int(delay / interval + 0.5))
        return past[(kept - 1 - back) % 64]
    }
}
