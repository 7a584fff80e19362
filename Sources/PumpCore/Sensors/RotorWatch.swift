// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The rotor's counts against the steps that should have moved it (BR-W06, BR-W11).
struct RotorWatch: Sendable, BitwiseCopyable {
    enum Finding: Sendable, BitwiseCopyable {
        /// The rotor is behind by so many pulses.
        case behind(pulses: Int64)
        /// It follows again.
        case follows
        /// It has turned further than it was stepped.
        case ahead
        /// It has turned while no step was made.
        case moved
    }

    private let countsPerRevolution: Int64
    private let pulsesPerRevolution: Int64
    /// How far counts may stray, by play and by the counting itself.
    private let tolerance: Int64
    /// Counts and net pulses that belong together.
    private var counts: Int64 = 0
    private var pulses: Int64 = 0
    private var hasReference = false
    private var lastPulses: Int64 = 0
    private var isBehind = false

    /// - Parameters:
    ///   - countsPerRevolution: Of the sensor.
    ///   - pulsesPerRevolution: Of the motor.
    ///   - play: Counts by which a reading may be off.
    @_noAllocation @_noLocks
    init(countsPerRevolution: Int64, pulsesPerRevolution: Int64, play: Int64) {
        self.countsPerRevolution = Swift.max(1, countsPerRevolution)
        self.pulsesPerRevolution = Swift.max(1, pulsesPerRevolution)
        // A motor that has lost its place has lost four full steps at least; one full step is 1/200 of a revolution.
        tolerance = Swift.max(play + 2, countsPerRevolution / 100)
    }

    /// A reading, with the net pulses that had been made by then.
    @_noAllocation @_noLocks
    mutating func read(counts now: Int64, pulses made: Int64) -> Finding? {
        guard hasReference else {
            refer(counts: now, pulses: made)
            return nil
        }
        let stoodStill = made == lastPulses
        lastPulses = made
        let expected = (made - pulses) * countsPerRevolution / pulsesPerRevolution
        let lead = (now - counts) - expected
        if lead.magnitude <= tolerance.magnitude {
            // Only a turn that could have been missed shows that it follows.
            guard isBehind, expected.magnitude > 2 * tolerance.magnitude else { return nil }
            isBehind = false
            return .follows
        }
        refer(counts: now, pulses: made)
        if stoodStill { return .moved }
        if lead > 0 { return .ahead }
        isBehind = true
        return .behind(pulses: -lead * pulsesPerRevolution / countsPerRevolution)
    }

    /// What was counted so far says nothing of what comes.
    @_noAllocation @_noLocks
    mutating func forget() { hasReference = false }

    @_noAllocation @_noLocks
    private mutating func refer(counts now: Int64, pulses made: Int64) {
        counts = now
        pulses = made
        lastPulses = made
        hasReference = true
    }
}
