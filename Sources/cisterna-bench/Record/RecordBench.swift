// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Ledger
import Quantities
import RealTime

/// What the record costs: bytes a day and how long a card lives with them, its size, and what a start with it takes.
struct RecordBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Bytes that the record writes a day, its size, and a start with it.",
        discussion: """
            Days of virtual time with the daemon's own bookkeeping and ledger on a real file system. A day consists of: \
            \(RecordedDays.dayText).

            The life of a card is gigabytes * 1e9 * cycles / (bytes a day * amplification), all of the card being worn \
            alike.
            """)

    @Flag(help: "One line of JSON.") var json = false
    @Option(help: "Simulated days, 2 or more.") var days = 90
    @Option(help: "The background in mL/day, 0.05 to 20.") var rate = 0.5
    @Option(help: "On which file system: where its folder is made.") var folder: String?
    @Option(help: "Starts that are measured.") var starts = 5
    @Option(help: "The rig file.") var rig = "Config/rigs/simulated.toml"
    @Option(help: "Folder of the built programs; by default this program's own.") var programs: String?
    @Option(help: "Size of the card in gigabytes.") var cardGigabytes = 32.0
    @Option(help: "Program and erase cycles that its cells endure.") var cardCycles = 1_000.0
    @Option(help: "What it writes inside for each byte: small syncs wear out whole pages and blocks.")
    var amplification = 16.0

    /// Telemetry is thinned after seven days: from then on the days are alike.
    private static let settled = 8

    func validate() throws {
        guard days >= 2 else { throw ValidationError("--days is 2 or more") }
        guard (0.05...20).contains(rate) else { throw ValidationError("--rate is 0.05 to 20 mL/day") }
        guard starts >= 1 else { throw ValidationError("--starts is 1 or more") }
        guard cardGigabytes > 0, cardCycles > 0, amplification >= 1 else {
            throw ValidationError("a card has a size, endures cycles, and writes no less than it is given")
        }
    }

    func run() throws {
        let place = try BenchFolder(in: folder)
        let therapy = try BenchTherapy(rig: rig, rate: rate)
        let begin = MonotonicClock.now()
        let (figures, values) = try live(days, therapy, "\(place.path)/full")
        _ = try live(0, therapy, "\(place.path)/empty")
        var all = values
        all["tookSeconds"] = Double((MonotonicClock.now() - begin).nanoseconds) / 1e9
        all.merge(try dayValues(figures)) { $1 }
        for (name, prefix) in [("database", "ledger.sqlite"), ("snapshot", "snapshot")] {
            all["\(name)Megabytes"] = Double(try place.bytes(in: "full", prefix: prefix)) / 1e6
        }
        all.merge(try startValues(place, therapy)) { $1 }
        report(
            all,
            notes: [
                "day": RecordedDays.dayText, "rate": "\(rate) mL/day",
                "card": "\(cardGigabytes) GB, \(cardCycles) cycles, amplification \(amplification)",
            ], json: json)
    }

    /// Days in a folder, day by day, and what came to be in the record.
    private func live(
        _ days: Int, _ therapy: BenchTherapy, _ folder: String
    ) throws -> (days: [DayFigures], values: [String: Double]) {
        let use = try DiskUse(folder: folder)
        // As if it ended now: the daemon that starts with it sees a wall clock that goes forward.
        let span = Int64(days + 1) * Duration.day.nanoseconds
        let wall = LedgerClock().now().wall.nanoseconds - span
        let session = try RecordedDays(therapy, folder: folder, wallOffset: wall)
        var figures: [DayFigures] = []
        for _ in 0..<days {
            var day = DayFigures()
            let (before, commits) = (try use.counts(), session.record.commits)
            try session.day { snapshot in
                let before = try use.counts()
                try snapshot()
                day.snapshot = try use.counts() - before
            }
            day.all = try use.counts() - before
            day.commits = session.record.commits - commits
            figures.append(day)
        }
        let entries = try session.verify().entries
        let telemetry = try session.telemetryRows()
        var values = session.record.latencies.values(of: "commit")
        values["entries"] = Double(entries)
        values["telemetryRows"] = Double(telemetry)
        values["deliveredMilliliters"] = Double(session.pump.core.account.forwardVolume.picoliters) / 1e9
        values["strokes"] = Double(session.pump.snapshot().lastStroke)
        try session.end()
        return (figures, values)
    }

    private func dayValues(_ figures: [DayFigures]) throws -> [String: Double] {
        let settled = figures.dropFirst(min(Self.settled, figures.count - 1))
        let last = figures.suffix(1)
        let life = CardLife(gigabytes: cardGigabytes, cycles: cardCycles, amplification: amplification)
        let recordPages = DayFigures.mean(settled) { $0.record.pageBytes }
        let lastPages = DayFigures.mean(last) { $0.all.pageBytes }
        guard recordPages > 0, lastPages > 0 else {
            throw RecordBenchError("the kernel counts no page that went to a disk: is --folder in memory?")
        }
        return [
            "days": Double(days), "settledDays": Double(settled.count),
            "commitsADay": DayFigures.mean(settled) { Int64($0.commits) },
            "syncsADay": DayFigures.mean(settled) { $0.record.syncs },
            "writesADay": DayFigures.mean(settled) { $0.record.writes },
            "logMegabytesADay": DayFigures.mean(settled) { $0.record.logBytes } / 1e6,
            "databaseMegabytesADay": DayFigures.mean(settled) { $0.record.databaseBytes } / 1e6,
            "pageMegabytesADay": recordPages / 1e6, "pagesADay": recordPages / 4_096,
            "snapshotMegabytesADay": DayFigures.mean(settled) { $0.snapshot.pageBytes } / 1e6,
            "lastSnapshotMegabytes": DayFigures.mean(last) { $0.snapshot.snapshotBytes } / 1e6,
            "lastDayMegabytes": lastPages / 1e6,
            "cardYearsWithoutSnapshots": life.years(bytesADay: recordPages),
            "cardYears": life.years(bytesADay: lastPages),
        ]
    }

    private func startValues(_ place: BenchFolder, _ therapy: BenchTherapy) throws -> [String: Double] {
        let programs = programs ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
        var (full, empty) = (StartUp(), StartUp())
        for _ in 0..<starts {
            // By turns: both meet the same machine.
            try full.measure(folder: "\(place.path)/full", rig: therapy.rig, daemonWith: (programs, rig))
            try empty.measure(folder: "\(place.path)/empty", rig: therapy.rig, daemonWith: (programs, rig))
        }
        var values = full.values(of: "start")
        let against = empty.values(of: "start")
        for (name, value) in values {
            let other = against[name] ?? 0
            values["\(name)Empty"] = other
            values["\(name)Ratio"] = other == 0 ? 0 : value / other
        }
        return values
    }
}
