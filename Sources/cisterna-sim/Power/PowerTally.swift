// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk

/// What a run of power cuts came to.
struct PowerTally: Encodable, Sendable {
    var seeds = 0
    /// Power cuts after which the record was looked at.
    var cuts = 0
    /// Programs that ended without the power going.
    var kills = 0
    var cleanStops = 0
    var cutsByPhase: [String: Int] = [:]
    /// Of the fault model, by what became of pending operations and of calls.
    var faults: [String: UInt64] = [:]
    var commits = 0
    var bolusesStarted = 0
    var demandsLockedOut = 0
    var requestsRepeated = 0
    /// Starts at which something was uncertain, and the most pulses that were.
    var uncertainStarts = 0
    var mostUncertainPulses: Int64 = 0
    var violations: [PowerViolation] = []
    var seconds = 0.0

    mutating func add(_ counts: faulty_disk_counts) {
        let all: [(String, UInt64)] = [
            ("kept", counts.kept), ("lost", counts.lost), ("tornAtSectors", counts.torn_at_sectors),
            ("tornAtByte", counts.torn_at_byte), ("reordered", counts.reordered), ("garbage", counts.garbage),
            ("lengthened", counts.lengthened), ("namesKept", counts.names_kept), ("namesLost", counts.names_lost),
            ("ioErrors", counts.io_errors), ("full", counts.full), ("readOnly", counts.read_only),
            ("shortWrites", counts.short_writes), ("slow", counts.slow), ("lies", counts.lies),
            ("forgottenBySync", counts.forgotten_by_sync),
        ]
        for (name, count) in all { faults[name, default: 0] += count }
    }

    mutating func add(_ other: PowerTally) {
        seeds += other.seeds
        cuts += other.cuts
        kills += other.kills
        cleanStops += other.cleanStops
        cutsByPhase.merge(other.cutsByPhase, uniquingKeysWith: +)
        faults.merge(other.faults, uniquingKeysWith: +)
        commits += other.commits
        bolusesStarted += other.bolusesStarted
        demandsLockedOut += other.demandsLockedOut
        requestsRepeated += other.requestsRepeated
        uncertainStarts += other.uncertainStarts
        mostUncertainPulses = max(mostUncertainPulses, other.mostUncertainPulses)
        violations += other.violations
    }
}
