// SPDX-License-Identifier: Apache-2.0

import ControlInterface
import Testing
import Varlink

@testable import cisterna

/// Goal: a lost reply never doses twice and is never passed over. Method: a daemon that dies before it replies.
@Suite("Lost replies", .timeLimit(.minutes(5)))
struct RetryTests {
    private func ids(_ daemon: FakeDaemon) -> Set<String> {
        Set(daemon.notes.compactMap { $0.parameters["requestId"]?.text })
    }

    @Test("A lost reply is asked for again with the same id")
    func repeatsWithTheSameID() async throws {
        let answering: FakeDaemon.Answering = { $1 < 2 ? .death : Bench.answer($0) }
        try await FakeDaemon.run(answering: answering) { daemon in
            let reply = try await daemon.client.change(
                .commit, requestId: "one",
                CommitParameters(requestId: "one", proposalId: "p", revision: 3, operator: "ada"))
            #expect(reply["revision"]?.number == 4)
            #expect(daemon.methods == [.commit, .commit, .commit] && ids(daemon) == ["one"])
            #expect(Set(daemon.notes.map { "\($0.parameters)" }).count == 1)
        }
    }

    @Test("After three repeats the outcome is unknown, and the id is told")
    func givesUp() async throws {
        let answering: FakeDaemon.Answering = { _, _ in .death }
        try await FakeDaemon.run(answering: answering) { daemon in
            let unknown = OutcomeUnknown(requestId: "one", method: .selfTest)
            await #expect(throws: unknown) {
                try await daemon.client.change(.selfTest, requestId: "one", RequestParameters(requestId: "one"))
            }
            #expect(daemon.methods.count == 1 + PumpClient.repeats && ids(daemon) == ["one"])
            #expect(ExitStatus(for: unknown) == .notNow)
            #expect(FailureText.lines(for: unknown).contains { $0.contains("cisterna outcome one") })
        }
    }

    @Test("A request without an outcome yet is asked for again")
    func waitsForPending() async throws {
        let answering: FakeDaemon.Answering = { method, before in
            let pending = ControlError.requestPending(requestId: "one").callError(in: PumpInterface.name)
            return before == 0 ? .death : before == 1 ? .error(pending) : Bench.answer(method)
        }
        try await FakeDaemon.run(answering: answering) { daemon in
            _ = try await daemon.client.change(
                .resume, requestId: "one", ResumeParameters(requestId: "one", revision: 3))
            #expect(daemon.methods.count == 3 && ids(daemon) == ["one"])
        }
    }

    @Test("A refusal is final, and so is a daemon that was never there")
    func refusalsAreFinal() async throws {
        let answering: FakeDaemon.Answering = { _, _ in
            .error(ControlError.bolusActive.callError(in: ProgrammerInterface.name))
        }
        try await FakeDaemon.run(answering: answering) { daemon in
            let error = await #expect(throws: CallError.self) {
                try await daemon.client.change(.cancelBolus, CancelBolusParameters(requestId: "one", bolusId: 1))
            }
            #expect(error.flatMap { ControlError($0) } == .bolusActive && daemon.methods.count == 1)
        }
        let error = await #expect(throws: ClientError.self) {
            try await PumpClient(path: "/nowhere/control.sock").change(.stop, EmptyMessage())
        }
        #expect(error.map { ExitStatus(for: $0) } == .unavailable)
    }

    @Test("A read whose reply is lost is not repeated")
    func readsAreNotRepeated() async throws {
        let answering: FakeDaemon.Answering = { _, _ in .death }
        try await FakeDaemon.run(answering: answering) { daemon in
            await #expect(throws: ClientError.self) { try await daemon.client.call(.status) }
            #expect(daemon.methods == [.status])
        }
    }
}
