// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// Goal: a trial and the pump never disagree. Method: the real daemon through each kind of trial, with the calls and the
/// crashes that come at the wrong moment.
@Suite("Trials on the daemon", .serialized)
struct TrialWorkflowTests {
    private func refusal(_ body: () async throws -> Void) async -> CallError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? CallError
        }
    }

    @Test("BR-D01: a dose of the trial is refused while another prescription is in force, and given when it is again")
    func anotherPrescription() async throws {
        let daemon = try DaemonProcess(speedUp: 200)
        let client = try await daemon.start()
        try await client.apply("trial-single")
        try await client.trial(.start)
        try await client.apply("trial-multiple", revision: 1)
        let refused = await refusal { try await client.trial(.dose, revision: 2) }
        #expect(refused?.name == "io.cisterna.Programmer.OutOfOrder")
        #expect(refused?.parameters["text"]?.text?.contains("cisterna trial end") == true)
        #expect(try await client.status().trial?.step == "another prescription is in force")
        // The same therapy again is the trial's own.
        try await client.apply("trial-single", revision: 2)
        try await client.trial(.dose, text: "left side", revision: 3)
        try await Client.connect(path: daemon.socket).wait(for: "bolus-ended")
        while try await client.status().trial?.dosesGiven != 1 { await Task.yield() }
        let given = try #require(try await client.events("trial-step").last { $0["step"] == "dose-ended" })
        #expect(given["dosePicograms"] == 50_000_000 && given["trial"] == 1)
        let asked = try #require(try await client.events("trial-step").first { $0["step"] == "dose" })
        #expect(asked["askedPicograms"] == 50_000_000 && asked["text"] == "left side")
        daemon.terminate()
    }

    @Test(
        "BR-D11: an injection that SIGKILL cuts short, or whose end was not on the trial's record, is not given again",
        arguments: ["bolus-started", "bolus-ended"])
    func killed(at event: String) async throws {
        let daemon = try DaemonProcess(speedUp: 1_000)
        var client = try await daemon.start()
        try await client.apply("trial-single")
        try await client.trial(.start)
        try await client.trial(.dose)
        try await Client.connect(path: daemon.socket).wait(for: event)
        daemon.kill()
        client = try await daemon.start()
        while try await client.status().state != .stopped { await Task.yield() }
        let trial = try #require(try await client.status().trial)
        #expect(trial.dosesGiven == 1, "\(trial)")
        try await client.resume()
        let again = await refusal { try await client.trial(.dose) }
        #expect(again?.parameters["text"]?.text == "all 1 injections of the plan have been given")
        daemon.terminate()
    }

    @Test("BR-D01: a staircase is delivered under its trial only: no resume, no commit while delivering without it")
    func underItsTrial() async throws {
        let daemon = try DaemonProcess(speedUp: 1_000)
        var client = try await daemon.start()
        try await client.apply("bridge-before")
        try await client.resume()
        let moving = await refusal { try await client.apply("trial-continuous", revision: 1) }
        #expect(moving?.name == "io.cisterna.Programmer.NotInState")
        try await client.stop()
        try await client.apply("trial-continuous", revision: 1)
        let plain = await refusal { try await client.resume(revision: 2) }
        #expect(plain?.name == "io.cisterna.Pump.OutOfOrder")
        #expect(plain?.parameters["text"] == "start the trial: cisterna trial start")
        try await client.trial(.start, text: "baseline 7", revision: 2)
        #expect(try await client.status().state == .delivering)
        let second = await refusal { try await client.trial(.start, revision: 2) }
        #expect(second?.name == "io.cisterna.Programmer.OutOfOrder")
        // Within an open trial a restart changes nothing but that somebody resumes.
        daemon.kill()
        client = try await daemon.start()
        try await client.resume(revision: 2)
        #expect(try await client.status().state == .delivering)
        daemon.terminate()
    }

    @Test("BR-D01: without relief the end of a continuous trial stops the pump, and its whole record stays")
    func endWithoutRelief() async throws {
        let daemon = try DaemonProcess(speedUp: 1_000)
        let client = try await daemon.start()
        try await client.apply("trial-continuous")
        try await client.trial(.start)
        try await Client.connect(path: daemon.socket).wait(for: "rate-changed")
        let reply = try await client.trial(.end, text: "given up")
        #expect(reply.trial.next.hasPrefix("the pump was stopped"))
        #expect(try await client.status().state == .stopped)
        let resumed = await refusal { try await client.resume() }
        #expect(resumed?.parameters["text"]?.text?.hasPrefix("its trial has ended") == true)
        let again = await refusal { try await client.trial(.start) }
        #expect(again?.parameters["text"]?.text?.contains("commit the therapy again") == true)
        // Another revision begins anew, and the first trial is still there.
        try await client.apply("trial-continuous", revision: 1)
        try await client.trial(.start, revision: 2)
        let ended = try await client.events("trial-ended")
        #expect(ended.count == 1 && ended.first?["trial"] == 1 && ended.first?["outcome"] == "abandoned")
        #expect(ended.first?["record"]?.text?.contains("given up") == true)
        #expect(try await client.events("trial-step").last { $0["step"] == "start" }?["trial"] == 2)
        daemon.terminate()
    }

    @Test("BR-D01: with relief the held rate goes on, and the next trial takes another commit")
    func endWithRelief() async throws {
        let daemon = try DaemonProcess(speedUp: 1_000)
        let client = try await daemon.start()
        try await client.apply("trial-continuous")
        try await client.trial(.start)
        while try await client.events("trial-step").last?["step"] != "rate" { await Task.yield() }
        try await client.trial(.relief, text: "walks")
        let reply = try await client.trial(.end)
        #expect(reply.trial.next.hasPrefix("the held rate goes on"))
        #expect(try await client.status().state == .delivering)
        let steps = try await client.events("trial-step")
        // 50 ug/day at 500 ug/mL: from the beginning of the mode on, and held.
        #expect(steps.first { $0["step"] == "rate" }?["ratePicolitersPerDay"] == 100_000_000)
        let relief = try #require(steps.first { $0["step"] == "relief" })
        #expect(relief["heldRatePicolitersPerDay"] == 100_000_000 && relief["text"] == "walks")
        let again = await refusal { try await client.trial(.start) }
        #expect(again?.name == "io.cisterna.Programmer.OutOfOrder")
        daemon.terminate()
    }

    @Test("BR-D07: while a bridge bolus runs its rate is none of the trial, and relief is refused")
    func bridge() async throws {
        let daemon = try DaemonProcess(speedUp: 1_000)
        let client = try await daemon.start()
        try await client.apply("bridge-before")
        _ = try await client.call(
            ControlMethod.declarePath.qualifiedName,
            ["requestId": "free", "contents": "free", "operator": "test", "reason": "rinsed"])
        _ = try await client.call(ControlMethod.prime.qualifiedName, ["requestId": "prime", "revision": 1])
        try await Client.connect(path: daemon.socket).wait(for: "bolus-ended")
        while try await client.status().state != .stopped { await Task.yield() }
        // What is between the volumes of catheter and prime goes out too.
        try await client.resume()
        let strokes = try await client.status().strokes
        while try await client.status().strokes < strokes + 3 { await Task.yield() }
        try await client.stop()
        try await client.applyTrial(concentration: "2 mg/mL", revision: 1)
        try await client.trial(.start, revision: 2)
        try await Client.connect(path: daemon.socket).wait(for: "rate-changed")
        #expect(try await client.status().bridge != nil)
        let refused = await refusal { try await client.trial(.relief, revision: 2) }
        #expect(refused?.parameters["text"]?.text?.hasPrefix("a bridge bolus runs") == true)
        // What came before the next step is followed by now.
        try await client.trial(.note, text: "waits", revision: 2)
        #expect(try await client.events("trial-step").compactMap { $0["step"]?.text } == ["start", "note"])
        daemon.terminate()
    }

    @Test("BR-D01: a trial that the pump does not begin is given up on record")
    func startRefused() async throws {
        let daemon = try DaemonProcess(speedUp: 1_000)
        let client = try await daemon.start()
        try await client.apply("trial-continuous")
        _ = try await client.call(
            ControlMethod.refillStep.qualifiedName,
            encoding: RefillStepParameters(requestId: UUID().uuidString, operator: "test", step: .begin),
            as: RefillStepReply.self)
        let refused = await refusal { try await client.trial(.start) }
        #expect(refused?.name == "io.cisterna.Programmer.NotInState")
        #expect(try await client.status().trial?.step == "ended: abandoned")
        let step = try #require(try await client.events("trial-step").last)
        #expect(step["step"] == "start-refused" && step["text"] == "the pump did not begin: NotInState")
        #expect(try await client.events("trial-ended").count == 1)
        daemon.terminate()
    }
}

extension Client {
    @discardableResult
    fileprivate func trial(
        _ step: TrialStepWord, text: String? = nil, revision: Int64 = 1
    ) async throws -> TrialStepReply {
        try await call(
            ControlMethod.trialStep.qualifiedName,
            encoding: TrialStepParameters(
                requestId: UUID().uuidString, revision: revision, operator: "test", step: step, text: text),
            as: TrialStepReply.self)
    }

    /// Proposes and commits the example of a continuous trial with another concentration.
    fileprivate func applyTrial(concentration: String, revision: Int64) async throws {
        let file = DaemonProcess.root.appendingPathComponent("Config/therapies/trial-continuous.toml")
        let document = try String(contentsOf: file, encoding: .utf8).replacing("500 ug/mL", with: concentration)
        let proposal: ProposeReply = try await call(
            ControlMethod.propose.qualifiedName,
            encoding: ProposeParameters(
                requestId: UUID().uuidString, document: document, revision: revision, operator: "test"),
            as: ProposeReply.self)
        _ = try await call(
            ControlMethod.commit.qualifiedName,
            encoding: CommitParameters(
                requestId: UUID().uuidString, proposalId: proposal.proposalId, revision: revision, operator: "test"),
            as: CommitReply.self)
    }

    /// What entries of a kind say, in their order.
    fileprivate func events(_ kind: String) async throws -> [JSONValue] {
        var payloads: [JSONValue] = []
        for try await reply in stream(
            ControlMethod.events.qualifiedName, ["kinds": .array([.string(kind)]), "limit": 1_000])
        {
            if let event = reply["event"] { payloads.append(try event.decode(EventMessage.self).payload) }
        }
        return payloads
    }
}
