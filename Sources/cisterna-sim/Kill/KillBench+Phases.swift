// SPDX-License-Identifier: Apache-2.0
import CLinux
import ControlInterface
import Foundation
import Glibc
import Varlink

/// What is done before each kill.
extension KillBench {
    private static let millisecond: UInt64 = 1_000_000
    private static let slow: Int64 = 5
    private static let fast: Int64 = 150
    /// How long a bolus takes, in real time.
    static var bolusTime: UInt64 {
        UInt64(BenchFiles.bolusSeconds) * 1_000 / UInt64(BenchFiles.speedUp) * millisecond
    }

    /// Half of the benches count the lockout from the end of a dose, which for one that is cut short is the kill.
    var lockoutFromEnd: Bool { !seed.isMultiple(of: 2) }

    /// From an empty folder to a committed therapy, the pump stopped.
    func begin() async throws {
        _ = try await start()
        try await commit(isFast: false)
    }

    /// Does what the phase is about, up to the kill.
    func act() async throws -> KillDeed {
        switch phase {
        case .basal: return try await deliver(isFast: false)
        case .settlement: return try await deliver(isFast: true)
        case .bolus, .demand: return try await bolus()
        case .refill: return try await refill()
        case .commit: return try await commitCut()
        case .cleanStop: return try await stopCleanly()
        case .stop: return try await stopped()
        case .startUp, .migration: return try await deliver(isFast: false)
        }
    }

    private func deliver(isFast: Bool) async throws -> KillDeed {
        try await setRate(isFast: isFast)
        var deed = KillDeed()
        if Int.random(in: 0..<4, using: &random) == 0 {
            deed.asked.append(try await resumeCut())
            return deed
        }
        deed.asked.append(try await resume())
        try await rest(upTo: 150 * Self.millisecond)
        endDaemon(signal: SIGKILL)
        return deed
    }

    private func bolus() async throws -> KillDeed {
        try await setRate(isFast: false)
        var deed = KillDeed()
        deed.asked.append(try await resume())
        // Half of them around the order, where most commits are, the rest over the whole course.
        let within = Bool.random(using: &random) ? 12 * Self.millisecond : Self.bolusTime * 5 / 4
        let id = newRequest()
        state.bolusRequests.insert(id)
        var parameters: [String: JSONValue] = ["requestId": .string(id)]
        let microliters: Int64
        if phase == .demand {
            microliters = BenchFiles.demandMicroliters
            deed.demandAskedAt = cisterna_monotonic_ns()
        } else {
            microliters = Int64.random(in: 5...25, using: &random)
            parameters["revision"] = .integer(state.prescription.revision)
            parameters["volumeNanoliters"] = .integer(microliters * 1_000)
            parameters["durationSeconds"] = .integer(BenchFiles.bolusSeconds)
        }
        state.movement?.bolusMicroliters += microliters
        let rate = Double(microliters) * 86_400 / Double(BenchFiles.bolusSeconds) / 1_000
        state.highestRate = max(state.highestRate, Double(Self.slow) + rate)
        deed.asked.append(
            try await askAndKill(phase == .demand ? .requestBolus : .bolus, parameters, within: within))
        deed.diedAt = lastKill
        return deed
    }

    private func refill() async throws -> KillDeed {
        var deed = KillDeed()
        let last = Int.random(in: 0...3, using: &random)
        let next = nextTherapy(isFast: state.isFast, fill: state.fill + 1)
        for step in 0..<last { try await ask(.refillStep, refillStep(step, next.document)) }
        deed.refillSteps = last...last + 1
        if last == 3 { deed.next = next }
        var parameters = refillStep(last, next.document)
        parameters["requestId"] = .string(newRequest())
        let asked = try await askAndKill(.refillStep, parameters, within: 15 * Self.millisecond)
        deed.asked.append(asked)
        if asked.succeeded {
            deed.refillSteps = last + 1...last + 1
            deed.nextIsSure = last == 3
        } else if !asked.wasAnswered {
            figures.checked.refillStepsCutShort += 1
        }
        return deed
    }

    private func refillStep(_ step: Int, _ document: String) -> [String: JSONValue] {
        switch step {
        case 0: return ["operator": "sim", "step": "begin"]
        case 1: return ["operator": "sim", "step": "aspirated", "volumeNanoliters": 19_000_000]
        case 2: return ["operator": "sim", "step": "fill", "document": .string(document)]
        default: return ["operator": "sim", "step": "commit"]
        }
    }

    /// A refill that a kill left open goes on to its end, or is given up.
    func finishRefill(_ stage: RefillStageWord) async throws {
        guard stage != .begun else {
            try await ask(.refillStep, ["operator": "sim", "step": "abandon"])
            return
        }
        let next = nextTherapy(isFast: state.isFast, fill: state.fill + 1)
        try await ask(.refillStep, refillStep(2, next.document))
        try await ask(.refillStep, refillStep(3, next.document))
        state.prescription = next
        state.fill += 1
    }

    private func commitCut() async throws -> KillDeed {
        var deed = KillDeed()
        if Bool.random(using: &random) { deed.asked.append(try await resume()) }
        let next = nextTherapy(isFast: state.isFast, fill: state.fill)
        let proposal = try await propose(next)
        deed.next = next
        let within = (Bool.random(using: &random) ? 3 : 15) * Self.millisecond
        let asked = try await askAndKill(
            .commit, commitParameters(proposal).merging(["requestId": .string(newRequest())]) { $1 }, within: within)
        deed.asked.append(asked)
        deed.nextIsSure = asked.succeeded
        if !asked.wasAnswered { figures.checked.commitsCutShort += 1 }
        return deed
    }

    private func stopCleanly() async throws -> KillDeed {
        try await setRate(isFast: Bool.random(using: &random))
        var deed = KillDeed()
        deed.asked.append(try await resume())
        try await rest(upTo: 60 * Self.millisecond)
        signal(SIGTERM)
        try await rest(upTo: 80 * Self.millisecond)
        deed.ending = endDaemon(signal: SIGKILL)
        return deed
    }

    private func stopped() async throws -> KillDeed {
        try await setRate(isFast: Bool.random(using: &random))
        var deed = KillDeed()
        deed.asked.append(try await resume())
        try await rest(upTo: 60 * Self.millisecond)
        if Bool.random(using: &random) { try await hangLedger() }
        let reply = try await client.call(ControlMethod.stop.qualifiedName).decode(StopReply.self)
        if !reply.confirmed { throw SimulationError("the stop was not confirmed") }
        if !reply.recorded { figures.checked.stopsUnrecorded += 1 }
        try await rest(upTo: 3 * Self.millisecond)
        endDaemon(signal: SIGKILL)
        // Or the third start of a bench would stay stopped for having started so often.
        try RecordCopy.tamper(stateFolder, "DELETE FROM kept WHERE name = 'restarts'")
        return deed
    }

    /// Until the kill. Nobody waits for the answer, on a connection of its own: what it did may not get on record any more.
    private func hangLedger() async throws {
        let other = try await Client.connect(path: "\(folder)/control.sock")
        let request = newRequest()
        Task {
            _ = try? await other.call(
                ControlMethod.injectFault.qualifiedName,
                ["requestId": .string(request), "fault": "blockLedger", "seconds": 60])
        }
        try await Task.sleep(nanoseconds: 8 * Self.millisecond)
        try await rest(upTo: 12 * Self.millisecond)
    }

    // MARK: - Parts

    /// Lets the pump deliver; before this nothing may have moved since the latest start.
    private func resume() async throws -> KillDeed.Asked {
        let parameters = try await beginMovement()
        let reply = try await ask(.resume, parameters)
        try await plantAfterResume()
        try await checkLockout()
        return KillDeed.Asked(method: .resume, parameters: .object(parameters), answer: .reply(reply))
    }

    /// The same, killed around the answer.
    private func resumeCut() async throws -> KillDeed.Asked {
        try await askAndKill(.resume, try await beginMovement(), within: 12 * Self.millisecond)
    }

    private func beginMovement() async throws -> [String: JSONValue] {
        if pulses != state.pulsesBase {
            violate(.rest, "\(pulses - state.pulsesBase) pulses came before anybody resumed")
        }
        state.movement = BenchState.Movement(since: cisterna_monotonic_ns(), pumpedBefore: try await pumped())
        state.highestRate = max(state.highestRate, Double(state.isFast ? Self.fast : Self.slow))
        return ["requestId": .string(newRequest()), "revision": .integer(state.prescription.revision)]
    }

    private func setRate(isFast: Bool) async throws {
        if state.isFast != isFast { try await commit(isFast: isFast) }
    }

    private func commit(isFast: Bool) async throws {
        let next = nextTherapy(isFast: isFast, fill: state.fill)
        try await ask(.commit, commitParameters(try await propose(next)))
        state.prescription = next
        state.isFast = isFast
    }

    func nextTherapy(isFast: Bool, fill: Int) -> KillDeed.Prescription {
        state.therapies += 1
        return KillDeed.Prescription(
            revision: state.prescription.revision + 1,
            document: BenchFiles.therapy(
                number: state.therapies, millilitersPerDay: isFast ? Self.fast : Self.slow, fill: fill,
                lockoutFrom: lockoutFromEnd ? "end" : "start"))
    }

    private func propose(_ next: KillDeed.Prescription) async throws -> String {
        let reply = try await ask(
            .propose,
            [
                "document": .string(next.document), "revision": .integer(state.prescription.revision),
                "operator": "sim", "fileName": "kill.toml",
            ])
        guard let proposal = reply["proposalId"]?.text else { throw SimulationError("a proposal without an id") }
        return proposal
    }

    private func commitParameters(_ proposal: String) -> [String: JSONValue] {
        [
            "proposalId": .string(proposal), "revision": .integer(state.prescription.revision),
            "operator": "sim",
        ]
    }
}
