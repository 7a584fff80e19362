// SPDX-License-Identifier: Apache-2.0
import CLinux
import ControlInterface
import Foundation
import Quantities
import RealTime
import SimulatedRig
import Varlink

/// One bench: a folder, a rig that stays, and daemons that come and are killed.
actor KillBench {
    let seed: UInt64
    let plant: KillPlant?
    let folder: String
    private let programs: String
    let lines: RigLines
    private let rig: ChildProcess
    private var daemon: ChildProcess?
    private(set) var connection: Client?
    private var witness = EventWitness()
    /// What the daemon before the present one has told.
    private(set) var toldBefore = EventWitness()
    private var isHung = false
    var random: SeededNumbers
    var state = BenchState()
    var figures = KillFigures()
    var phase: KillPhase = .basal
    var kill = 0
    private var lastRequest = 0
    /// CLOCK_MONOTONIC in nanoseconds before the latest signal that ended a daemon.
    private(set) var lastKill: Int64 = 0

    /// Sets up the folder and starts the rig.
    ///
    /// - Parameter memory: The folder of the lines, in memory where there is such a one.
    init(
        seed: UInt64, resumes: Bool, programs: String, parent: String, memory: String, plant: KillPlant?
    ) async throws {
        self.seed = seed
        self.plant = plant
        self.programs = programs
        random = SeededNumbers(seed: seed)
        folder = "\(parent)/bench-\(seed)"
        let path = "\(memory)/\(seed).lines"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try BenchFiles.rig(resumes: resumes).write(toFile: "\(folder)/rig.toml", atomically: true, encoding: .utf8)
        try BenchFiles.drugs.write(toFile: "\(folder)/drugs.toml", atomically: true, encoding: .utf8)
        try BenchFiles.configuration(in: folder, lines: path).write(
            toFile: "\(folder)/cisternad.toml", atomically: true, encoding: .utf8)
        let rig = try ChildProcess.start(
            "\(programs)/cisterna-sim",
            [
                "rig", "--tethered", "--lines", path, "--rig", "\(folder)/rig.toml", "--speed-up",
                "\(BenchFiles.speedUp)",
            ], errorsTo: "\(folder)/rig.log")
        self.rig = rig
        while access(path, F_OK) != 0 {
            if let code = rig.hasEnded() { throw SimulationError("the rig ended with \(code): see \(folder)/rig.log") }
            try await Task.sleep(nanoseconds: 1_000_000)
        }
        lines = try RigLines.watch(path)
    }

    /// Ends daemon and rig; the folder goes unless something is wrong that may be looked at there.
    func close() async {
        endDaemon(signal: SIGKILL)
        rig.send(SIGTERM)
        _ = rig.wait()
        figures.lostPulses += lines.lostPulses.pulses
        figures.pumpedPicoliters += lines.pumped.picoliters
        unlink(lines.path)
        unlink(lines.path + ".lock")
        if figures.violations.isEmpty { try? FileManager.default.removeItem(atPath: folder) }
    }

    // MARK: - The daemon

    /// Starts a daemon without a word to it.
    func launch() throws {
        daemon = try ChildProcess.start(
            "\(programs)/cisternad", ["--config", "\(folder)/cisternad.toml"], errorsTo: "\(folder)/cisternad.log")
    }

    /// Starts a daemon and waits for its first answer.
    func start() async throws -> StatusMessage {
        let before = MonotonicClock.now()
        try launch()
        while true {
            if let code = daemon?.hasEnded() {
                daemon = nil
                throw SimulationError("the daemon ended with \(code) at its start: see \(folder)/cisternad.log")
            }
            if let client = try? await Client.connect(path: "\(folder)/control.sock") {
                connection = client
                break
            }
            try await Task.sleep(nanoseconds: 1_000_000)
            if isHung { throw SimulationError("no answer") }
        }
        let status = try await status()
        figures.restartMilliseconds.append(Double((MonotonicClock.now() - before).nanoseconds) / 1e6)
        toldBefore = witness
        witness = EventWitness()
        witness.follow(try await Client.connect(path: "\(folder)/control.sock"), after: state.lastEvent)
        return status
    }

    /// Sends a signal and waits for the end; how it ended.
    @discardableResult
    func endDaemon(signal: Int32) -> Int32 {
        guard let daemon else { return 0 }
        lastKill = cisterna_monotonic_ns()
        daemon.send(signal)
        let ending = daemon.wait()
        self.daemon = nil
        connection = nil
        return ending
    }

    func signal(_ signal: Int32) { daemon?.send(signal) }

    /// Nobody waits longer than half a minute for anything: the daemon ends, and whoever waits for it hears of that.
    func guarded(_ body: () async throws -> Void) async {
        let watch = Task {
            try await Task.sleep(nanoseconds: 30_000_000_000)
            giveUp()
        }
        do {
            try await body()
        } catch {
            violate(isHung ? .answers : .starts, isHung ? "no answer within 30 s: \(error)" : "\(error)")
        }
        watch.cancel()
    }

    private func giveUp() {
        isHung = true
        daemon?.send(SIGKILL)
    }

    // MARK: - Calls

    var client: Client {
        get throws {
            guard let connection else { throw SimulationError("no daemon runs") }
            return connection
        }
    }

    func status() async throws -> StatusMessage {
        let reply: StatusReply = try await client.call(
            ControlMethod.status.qualifiedName, encoding: EmptyMessage(), as: StatusReply.self)
        return reply.status
    }

    func newRequest() -> String {
        lastRequest += 1
        return "kill-\(kill)-\(lastRequest)"
    }

    /// Asks for what must be granted.
    @discardableResult
    func ask(_ method: ControlMethod, _ parameters: [String: JSONValue]) async throws -> JSONValue {
        var parameters = parameters
        if parameters["requestId"] == nil { parameters["requestId"] = .string(newRequest()) }
        return try await client.call(method.qualifiedName, .object(parameters))
    }

    /// Asks, and kills after a random time of up to `nanoseconds`, whatever has become of it.
    func askAndKill(
        _ method: ControlMethod, _ parameters: [String: JSONValue], within nanoseconds: UInt64
    ) async throws -> KillDeed.Asked {
        let (client, parameters) = (try client, JSONValue.object(parameters))
        let call = Task { try await client.call(method.qualifiedName, parameters) }
        try await rest(upTo: nanoseconds)
        endDaemon(signal: SIGKILL)
        let answer: KillDeed.Asked.Answer
        switch await call.result {
        case .success(let reply): answer = .reply(reply)
        case .failure(let error as CallError): answer = .error(error)
        case .failure: answer = .none
        }
        return KillDeed.Asked(method: method, parameters: parameters, answer: answer)
    }

    /// A random time of up to `nanoseconds`.
    func rest(upTo nanoseconds: UInt64) async throws {
        try await Task.sleep(nanoseconds: UInt64.random(in: 0...nanoseconds, using: &random))
    }

    /// Pulses that the rig really got, whether the rotor followed or not.
    var pulses: Int64 { (lines.forwardPulses + lines.lostPulses).pulses }

    /// Lets the rig come to the last pulse.
    func pumped() async throws -> Int64 {
        let deadline = MonotonicClock.now() + .second * 5
        while !lines.isFollowed {
            guard MonotonicClock.now() < deadline else { throw SimulationError("the rig does not follow its lines") }
            try await Task.sleep(nanoseconds: 500_000)
        }
        return lines.pumped.picoliters
    }

    func violate(_ rule: Violation.Rule, _ text: String) {
        figures.violations.append(Violation(rule: rule, text: text, seed: seed, kill: kill, phase: phase))
    }
}
