// SPDX-License-Identifier: Apache-2.0

/// What a bench knows of its pump, from what was answered and what the rig counts: an account of its own.
struct BenchState: Sendable {
    var prescription = KillDeed.Prescription(revision: 0, document: "")
    /// The number of the latest therapy text.
    var therapies = 0
    var fill = 1
    var isFast = false
    /// The odometer after the latest start, and the rig's pulses then: from there both count alike.
    var odometerBase: Int64 = 0
    var pulsesBase: Int64 = 0
    /// Settled and reserved when the record was last looked at.
    var settled: Int64 = 0
    var reserved: Int64 = 0
    /// The highest rate that was in effect since the latest start, in millilitres a day.
    var highestRate: Double = 0
    /// CLOCK_MONOTONIC in nanoseconds from which the latest granted demand bolus locks out the next, at the earliest.
    var lockoutSince: Int64?
    /// Events up to this one were compared.
    var lastEvent: Int64 = 0
    /// Every id under which a bolus was asked for.
    var bolusRequests: Set<String> = []
    /// Since the latest resume.
    var movement: Movement?

    struct Movement: Sendable {
        let since: Int64
        let pumpedBefore: Int64
        var bolusMicroliters: Int64 = 0
    }

    /// The bound on what may be uncertain, in pulses: the larger of two strokes and five seconds at the rate.
    var uncertaintyBound: Int64 {
        let picoliters = highestRate * 1e9 / 86_400 * 5
        let pulses = picoliters * Double(BenchFiles.pulsesPerRevolution) / Double(BenchFiles.revolutionPicoliters)
        return max(2 * BenchFiles.strokePulses, Int64(pulses))
    }
}
