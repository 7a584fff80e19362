// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// Runs generated sequences and looks for one after which more left the tip than a ceiling allows.
struct CounterexampleSearch: Sendable {
    /// What the accounts count of what left the tip, in percent: 100, or a planted defect.
    var percent: Int64 = 100

    struct Verdict: Sendable {
        let finding: String?
        let tally: SearchTally
    }

    func run(_ sequence: SearchSequence) -> Verdict {
        var pump = ObservedPump(
            dead: sequence.dead, leaps: sequence.leaps, reserve: sequence.reserve, percent: percent)
        for (index, step) in sequence.steps.enumerated() {
            pump.perform(step, identifier: Int64(index + 1))
            if let finding = finding(pump) { return Verdict(finding: finding, tally: pump.tally) }
        }
        return Verdict(finding: nil, tally: pump.tally)
    }

    private func finding(_ pump: borrowing ObservedPump) -> String? {
        if let excess = pump.tip.excess { return excess.description }
        if let broken = pump.brokenGrant { return "bolus \(broken) was granted and then limited, with no call between" }
        if pump.core.state == .failed { return "the pump failed" }
        return nil
    }

    /// Drops calls for as long as the sequence still fails.
    func shrink(_ failing: SearchSequence) -> SearchSequence {
        var sequence = failing
        var piece = sequence.steps.count / 2
        while piece > 0 {
            var start = 0
            while start < sequence.steps.count {
                var shorter = sequence
                shorter.steps.removeSubrange(start..<min(start + piece, sequence.steps.count))
                if run(shorter).finding != nil { sequence = shorter } else { start += piece }
            }
            piece /= 2
        }
        return sequence
    }

    /// The first failing sequence from `seeds`, shrunk, in words; nil where all hold.
    func search(_ seeds: Range<UInt64>, _ tally: inout SearchTally) -> String? {
        for seed in seeds {
            let sequence = SearchSequence(seed: seed)
            let verdict = run(sequence)
            tally.add(verdict.tally)
            guard verdict.finding != nil else { continue }
            let shrunk = shrink(sequence)
            let steps = shrunk.steps.map { "  \($0)" }.joined(separator: "\n")
            let finding = run(shrunk).finding ?? ""
            return "seed \(seed), dead volume \(shrunk.dead), leaps \(shrunk.leaps): \(finding)\n\(steps)"
        }
        return nil
    }
}
