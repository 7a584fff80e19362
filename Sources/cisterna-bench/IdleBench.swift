// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// What the whole daemon costs while it delivers at a basal rate on the simulated rig in real time.
struct IdleBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idle", abstract: "Wake-ups, processor time and memory of the daemon at a basal rate.")

    @Flag(help: "One line of JSON.") var json = false
    @Option(help: "Seconds to watch it.") var seconds = 30
    @Option(help: "Folder of the built programs; by default this program's own.") var programs: String?
    @Option(help: "The rig file.") var rig = "Config/rigs/simulated.toml"
    @Option(help: "The therapy to deliver.") var therapy = "Config/therapies/continuous.toml"

    func run() async throws {
        let folder = programs ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
        let daemon = try DaemonUnderTest(programs: folder, rig: rig)
        defer { daemon.end() }
        try daemon.deliver(therapy: therapy)
        let before = try ProcessUsage(of: daemon.processID)
        try await Task.sleep(for: .seconds(seconds))
        let after = try ProcessUsage(of: daemon.processID)
        let span = Double(after.monotonicNanoseconds - before.monotonicNanoseconds) / 1e9
        var values: [String: Double] = [
            "seconds": span,
            "wakeUpsASecond": Double(after.wakeUps(of: "cis-realtime") - before.wakeUps(of: "cis-realtime")) / span,
            "cpuPercent": Double(after.cpuNanoseconds - before.cpuNanoseconds) / span / 1e7,
            "residentMiB": Double(after.residentBytes) / 1_048_576, "threads": Double(after.threads.count),
            "lateEdges": Double(try daemon.lateEdges()),
        ]
        for name in Set(after.threads.map(\.name)) {
            let wakeUps = Double(after.wakeUps(of: name) - before.wakeUps(of: name)) / span
            if wakeUps > 0.5 { values["wakeUpsASecond \(name)"] = wakeUps }
        }
        report(values, notes: ["rate": "0.5 mL/day", "rig": "simulated, real time"], json: json)
    }
}
