// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The outcome of a campaign, as JSON or for a person.
struct KillReport: Encodable, Sendable {
    struct Restarts: Encodable, Sendable {
        let count: Int
        let medianMilliseconds: Double
        let maximumMilliseconds: Double
        /// After which the pump had failed its self-test, and said so.
        let failed: Int
    }

    let kills: Int
    let seed: UInt64
    let jobs: Int
    let seconds: Double
    let phases: [String: KillFigures.OfPhase]
    let restarts: Restarts
    let checked: KillFigures.Checked
    let pumpedMicroliters: Double
    let lostPulses: Int64
    let violations: [Violation]

    init(_ figures: KillFigures, seed: UInt64, jobs: Int, seconds: Double) {
        kills = figures.kills
        self.seed = seed
        self.jobs = jobs
        self.seconds = (seconds * 10).rounded() / 10
        phases = Dictionary(uniqueKeysWithValues: figures.phases.map { ($0.key.rawValue, $0.value) })
        let times = figures.restartMilliseconds.sorted().map { ($0 * 10).rounded() / 10 }
        restarts = Restarts(
            count: times.count, medianMilliseconds: times.isEmpty ? 0 : times[times.count / 2],
            maximumMilliseconds: times.last ?? 0, failed: figures.failedStarts)
        checked = figures.checked
        pumpedMicroliters = Double(figures.pumpedPicoliters / 1_000) / 1_000
        lostPulses = figures.lostPulses
        violations = figures.violations
    }

    /// One line.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    var text: String {
        var rows = ["\(kills) kills in \(seconds) s, seed \(seed), \(jobs) at a time"]
        for (name, figures) in phases.sorted(by: { $0.key < $1.key }) {
            rows.append(
                "  \(name): \(figures.kills) kills, at most \(figures.uncertainPulsesMaximum) pulses "
                    + "(\(figures.uncertainMicrolitersMaximum) uL) uncertain, "
                    + "\(Int(figures.shareOfBoundMaximum * 100)) % of the bound")
        }
        rows.append(
            "  restarts: median \(restarts.medianMilliseconds) ms, at most \(restarts.maximumMilliseconds) ms; "
                + "\(checked.eventsKept) events kept, \(checked.requestsRepeated) requests repeated, "
                + "\(checked.lockouts) lockouts and \(checked.cleanStops) clean stops looked at")
        rows += violations.map {
            "VIOLATION \($0.rule.rawValue): \($0.text) (seed \($0.seed), kill \($0.kill), \($0.phase.rawValue))"
        }
        if violations.isEmpty { rows.append("  no violation") }
        return rows.joined(separator: "\n")
    }
}
