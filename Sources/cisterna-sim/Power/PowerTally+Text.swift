// SPDX-License-Identifier: Apache-2.0
import Foundation

extension PowerTally {
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// For a person.
    var text: String {
        var lines = [
            "\(seeds) seeds: \(cuts) power cuts, \(kills) kills, \(cleanStops) clean stops in "
                + String(format: "%.1f s", seconds),
            "\(commits) commits, \(bolusesStarted) boluses, \(demandsLockedOut) demands locked out, "
                + "\(requestsRepeated) requests repeated",
            "\(uncertainStarts) starts with something uncertain, \(mostUncertainPulses) pulses at most",
            "cuts: " + Self.list(cutsByPhase.mapValues(UInt64.init)),
            "disk: " + Self.list(faults),
        ]
        for violation in violations {
            lines.append("seed \(violation.seed), cut \(violation.cut), \(violation.phase): \(violation.what)")
        }
        lines.append(violations.isEmpty ? "no violation" : "\(violations.count) violations")
        return lines.joined(separator: "\n")
    }

    private static func list(_ counts: [String: UInt64]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}
