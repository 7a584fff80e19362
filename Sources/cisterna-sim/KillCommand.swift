// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import CLinux
import Dispatch
import Foundation
import Glibc

/// Kills real daemons at random moments, and looks whether anything was lost.
struct KillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill", abstract: "Kills real daemons at random moments, and looks whether anything was lost.",
        discussion: """
            Each bench has a simulated rig in a process of its own, which outlives the daemons and counts what they \
            really pulse. Ends with 1 where something that must hold does not, and leaves that bench's folder there.
            """)

    @Option(help: "How many kills.") var count = 100
    @Option(help: "Where everything random begins; two runs alike differ in what the machine does meanwhile.")
    var seed: UInt64 = 1
    @Option(help: "This phase only (\(KillPhase.allCases.map(\.rawValue).joined(separator: ", "))).")
    var phase: KillPhase?
    @Option(help: "A fault to plant (\(KillPlant.allCases.map(\.rawValue).joined(separator: ", "))).")
    var plant: KillPlant?
    @Option(help: "Benches at a time; by default one a processor.") var jobs: Int?
    @Option(help: "Folder of the built programs; by default this program's own.") var programs: String?
    @Option(help: "Where the benches' folders go; by default the folder for temporary files.") var folder: String?
    @Flag(help: "One line of JSON.") var json = false

    func validate() throws {
        guard count >= 1 else { throw ValidationError("--count is at least 1") }
        guard (1...64).contains(jobs ?? 1) else { throw ValidationError("--jobs is 1 to 64") }
    }

    func run() async throws {
        let name = "cisterna-kill-\(getpid())"
        let parent = "\(folder ?? FileManager.default.temporaryDirectory.path)/\(name)"
        // Lines belong into memory; where there is no such folder that of the benches must serve.
        let memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm/\(name)" : parent
        try FileManager.default.createDirectory(atPath: memory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: memory) }
        let signals = [SIGINT, SIGTERM].map { Self.endWithChildren($0, leaving: memory) }
        defer { for signal in signals { signal.cancel() } }
        let jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
        let before = cisterna_monotonic_ns()
        let figures = try await KillCampaign(
            count: count, seed: seed, jobs: jobs, phase: phase, plant: plant,
            programs: programs ?? Self.ownFolder, folder: parent, memory: memory
        ).run()
        let report = KillReport(
            figures, seed: seed, jobs: jobs, seconds: Double(cisterna_monotonic_ns() - before) / 1e9)
        print(json ? try report.json : report.text)
        guard figures.violations.isEmpty else { throw ExitCode(1) }
        try? FileManager.default.removeItem(atPath: parent)
    }

    /// Daemons that nobody kills any more would go on for ever.
    private static func endWithChildren(_ number: Int32, leaving memory: String) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler {
            ChildProcess.endAll()
            try? FileManager.default.removeItem(atPath: memory)
            Glibc.exit(128 + number)
        }
        source.resume()
        return source
    }

    private static var ownFolder: String {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let path = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return URL(fileURLWithPath: path).deletingLastPathComponent().path
    }
}
