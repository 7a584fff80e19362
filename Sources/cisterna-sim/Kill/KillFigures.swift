// SPDX-License-Identifier: Apache-2.0

/// What a bench has counted; benches add up.
struct KillFigures: Sendable {
    struct OfPhase: Encodable, Sendable {
        var kills = 0
        /// The most that was uncertain after a kill, and the bound at that kill, both in pulses.
        var uncertainPulsesMaximum: Int64 = 0
        var boundPulsesThere: Int64 = 0
        /// The same in microlitres of the reference head.
        var uncertainMicrolitersMaximum = 0.0
        /// The most that was made after the latest settlement, in pulses: what the reservation was good for.
        var unsettledPulsesMaximum: Int64 = 0
        /// The largest share of its bound that was uncertain after a kill.
        var shareOfBoundMaximum = 0.0

        mutating func note(uncertain: Int64, bound: Int64, unsettled: Int64) {
            unsettledPulsesMaximum = Swift.max(unsettledPulsesMaximum, unsettled)
            let share = Double(uncertain) / Double(bound)
            shareOfBoundMaximum = Swift.max(shareOfBoundMaximum, share)
            guard uncertain > uncertainPulsesMaximum else { return }
            uncertainPulsesMaximum = uncertain
            boundPulsesThere = bound
            uncertainMicrolitersMaximum =
                Double(uncertain * BenchFiles.revolutionPicoliters / BenchFiles.pulsesPerRevolution) / 1e6
        }
    }

    /// How often each rule was looked at where it could have been broken.
    struct Checked: Encodable, Sendable {
        var eventsKept = 0
        var requestsRepeated = 0
        var bolusesInterrupted = 0
        var bolusesRefusedAgain = 0
        var lockouts = 0
        var chains = 0
        var cleanStops = 0
        /// Stops of which the record knew nothing at the kill.
        var stopsUnrecorded = 0
        var commitsCutShort = 0
        var refillStepsCutShort = 0
    }

    var phases: [KillPhase: OfPhase] = [:]
    var checked = Checked()
    /// From exec to the first answer, in milliseconds.
    var restartMilliseconds: [Double] = []
    /// Starts after which the pump had failed its self-test: it says why, and nothing moves.
    var failedStarts = 0
    /// Pulses that came with the driver off.
    var lostPulses: Int64 = 0
    var pumpedPicoliters: Int64 = 0
    var violations: [Violation] = []

    var kills: Int { phases.values.reduce(0) { $0 + $1.kills } }

    mutating func add(_ other: KillFigures) {
        for (phase, figures) in other.phases {
            var sum = phases[phase] ?? OfPhase()
            sum.kills += figures.kills
            sum.unsettledPulsesMaximum = max(sum.unsettledPulsesMaximum, figures.unsettledPulsesMaximum)
            sum.shareOfBoundMaximum = max(sum.shareOfBoundMaximum, figures.shareOfBoundMaximum)
            if figures.uncertainPulsesMaximum > sum.uncertainPulsesMaximum {
                sum.uncertainPulsesMaximum = figures.uncertainPulsesMaximum
                sum.boundPulsesThere = figures.boundPulsesThere
                sum.uncertainMicrolitersMaximum = figures.uncertainMicrolitersMaximum
            }
            phases[phase] = sum
        }
        checked.add(other.checked)
        restartMilliseconds += other.restartMilliseconds
        failedStarts += other.failedStarts
        lostPulses += other.lostPulses
        pumpedPicoliters += other.pumpedPicoliters
        violations += other.violations
    }
}

extension KillFigures.Checked {
    fileprivate mutating func add(_ other: Self) {
        eventsKept += other.eventsKept
        requestsRepeated += other.requestsRepeated
        bolusesInterrupted += other.bolusesInterrupted
        bolusesRefusedAgain += other.bolusesRefusedAgain
        lockouts += other.lockouts
        chains += other.chains
        cleanStops += other.cleanStops
        stopsUnrecorded += other.stopsUnrecorded
        commitsCutShort += other.commitsCutShort
        refillStepsCutShort += other.refillStepsCutShort
    }
}
