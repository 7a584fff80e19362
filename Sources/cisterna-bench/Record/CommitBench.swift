// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Ledger
import Quantities
import RealTime

/// How long a commit takes, beside a bare write and sync in the same folder, and how long the core waits for a grant.
struct CommitBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "commit", abstract: "Latency of a commit beside that of a bare sync, and of a grant.",
        discussion: """
            Commits are those of a pump at 0.5 mL/day in virtual time, one after the other, on the real disk: settlement, \
            reservation and events in one transaction. Beside them, in slices by turns, one page written in place and \
            synced. A grant is timed with the daemon's own threads in real time: from the end of a stroke to the core \
            having the next grant, with the commit in between; beside it, the bare write as often, with the same rests.
            """)

    @Flag(help: "One line of JSON.") var json = false
    @Option(help: "Seconds for each of the four.") var seconds = 10
    @Option(help: "On which file system: where its folder is made.") var folder: String?
    @Option(help: "The rig file.") var rig = "Config/rigs/simulated.toml"

    func validate() throws {
        guard seconds >= 1 else { throw ValidationError("--seconds is 1 or more") }
    }

    func run() async throws {
        let place = try BenchFolder(in: folder)
        let session = try RecordedDays(
            BenchTherapy(rig: rig, rate: 0.5), folder: "\(place.path)/commits",
            wallOffset: LedgerClock().now().wall.nanoseconds)
        try session.begin()
        let bare = try BareWrites(folder: place.path)
        var bareLatencies = LatencyQuantiles()
        for _ in 0..<seconds {
            let end = MonotonicClock.now() + .second
            while MonotonicClock.now() < end { try session.pass(until: session.pump.now + .minute) }
            try bare.slice(seconds: 1, into: &bareLatencies)
        }
        let commits = session.record.latencies
        try session.end()
        let live = try LiveGrants(folder: "\(place.path)/grants")
        let grants = try await live.deliver(seconds: Double(seconds))
        try live.end()
        var restedLatencies = LatencyQuantiles()
        try bare.slice(
            seconds: Double(seconds), restingMilliseconds: 1_000 / UInt32(LiveGrants.strokesASecond),
            into: &restedLatencies)
        var values = commits.values(of: "commit")
        values.merge(bareLatencies.values(of: "bare")) { $1 }
        values.merge(restedLatencies.values(of: "restedBare")) { $1 }
        values.merge(grants.values(of: "grant")) { $1 }
        for (name, percentile) in LatencyQuantiles.levels {
            let bare = bareLatencies.microseconds(at: percentile)
            values["\(name)CommitRatio"] = bare == 0 ? 0 : commits.microseconds(at: percentile) / bare
            let rested = restedLatencies.microseconds(at: percentile)
            values["\(name)GrantRatio"] = rested == 0 ? 0 : grants.microseconds(at: percentile) / rested
        }
        report(
            values,
            notes: [
                "commits": "of a pump at 0.5 mL/day, synchronous FULL", "bare": "pwrite and fdatasync of 4096 bytes",
                "grants": "\(LiveGrants.strokesASecond) strokes a second",
            ], json: json)
    }
}
