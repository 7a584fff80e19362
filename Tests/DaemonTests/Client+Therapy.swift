// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// The therapy's calls, each under a new request id unless one is named.
extension Client {
    func ask<Reply: Decodable>(
        _ method: ControlMethod, _ parameters: some Encodable, as reply: Reply.Type = Reply.self
    ) async throws -> Reply {
        try await call(method.qualifiedName, encoding: parameters, as: reply)
    }

    func propose(
        _ document: String, revision: Int64 = 0, declineBridge: String? = nil
    ) async throws -> ProposeReply {
        try await ask(
            .propose,
            ProposeParameters(
                requestId: UUID().uuidString, document: document, revision: revision, operator: "ada",
                fileName: "t.toml", declineBridge: declineBridge))
    }

    @discardableResult
    func commit(
        _ proposal: ProposeReply, revision: Int64 = 0, name: String? = nil, reason: String? = nil
    ) async throws -> Int64 {
        let reply: CommitReply = try await ask(
            .commit,
            CommitParameters(
                requestId: UUID().uuidString, proposalId: proposal.proposalId, revision: revision, operator: "ada",
                overrideName: name, overrideReason: reason))
        return reply.revision
    }

    /// Proposes and commits.
    @discardableResult
    func take(_ therapy: BenchTherapy, revision: Int64 = 0) async throws -> Int64 {
        try await commit(propose(therapy.text, revision: revision), revision: revision)
    }

    func stop() async throws {
        let reply: StopReply = try await ask(.stop, EmptyMessage())
        try #require(reply.confirmed)
    }

    func bolus(
        microliters: Int64, minutes: Int64, revision: Int64 = 1, id: String = UUID().uuidString
    ) async throws -> BolusReply {
        try await ask(
            .bolus,
            BolusParameters(
                requestId: id, revision: revision, volumeNanoliters: microliters * 1_000,
                durationSeconds: minutes * 60))
    }

    func requestBolus(_ id: String = UUID().uuidString) async throws -> RequestBolusReply {
        try await ask(.requestBolus, RequestParameters(requestId: id))
    }

    func allowance() async throws -> AllowanceReply { try await ask(.allowance, EmptyMessage()) }

    func setClock(_ unixSeconds: Int64, offset: Int64 = 0) async throws -> SetClockReply {
        try await ask(
            .setClock,
            SetClockParameters(
                requestId: UUID().uuidString, unixSeconds: unixSeconds, offsetSeconds: offset, operator: "ada"))
    }

    func declarePath(_ contents: PathContentsWord = .free, reason: String = "new catheter") async throws {
        let _: EmptyMessage = try await ask(
            .declarePath,
            DeclarePathParameters(
                requestId: UUID().uuidString, contents: contents, operator: "ada", reason: reason))
    }

    func prime(_ microliters: Int64? = nil, revision: Int64 = 1) async throws -> PrimeReply {
        try await ask(
            .prime,
            PrimeParameters(
                requestId: UUID().uuidString, revision: revision, volumeNanoliters: microliters.map { $0 * 1_000 }))
    }

    @discardableResult
    func refill(
        _ step: RefillStepWord, microliters: Int64? = nil, document: String? = nil, declineBridge: String? = nil
    ) async throws -> RefillStepReply {
        try await ask(
            .refillStep,
            RefillStepParameters(
                requestId: UUID().uuidString, operator: "ada", step: step,
                volumeNanoliters: microliters.map { $0 * 1_000 }, document: document,
                fileName: document.map { _ in "new.toml" }, declineBridge: declineBridge))
    }

    @discardableResult
    func trial(
        _ step: TrialStepWord, score: Int64? = nil, text: String? = nil, revision: Int64 = 1
    ) async throws -> TrialMessage {
        let reply: TrialStepReply = try await ask(
            .trialStep,
            TrialStepParameters(
                requestId: UUID().uuidString, revision: revision, operator: "ada", step: step, score: score,
                text: text))
        return reply.trial
    }

    /// What the pump refuses, by name and figures.
    func refusal<Value>(
        of call: (Client) async throws -> Value, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Refusal {
        let error = try await #require(throws: CallError.self, sourceLocation: sourceLocation) {
            _ = try await call(self)
        }
        return Refusal(error)
    }

    /// Fills the whole path with the therapy's mixture and commits the therapy: revision 2, stopped.
    func fillPath(_ daemon: DaemonProcess, _ therapy: BenchTherapy, microliters: Int64) async throws {
        try await take(therapy.resting)
        try await declarePath()
        try await resume()
        let bolus = try await bolus(microliters: microliters, minutes: 10)
        let ended = try await daemon.wait(for: "bolus-ended") { $0["bolus"]?.number == bolus.bolusId }
        let raised = try await daemon.record("condition-raised").map(\.payload)
        let lines = try await daemon.record("line-found").map(\.payload)
        try #require(ended.payload["end"] == "completed", "\(raised) \(lines)")
        try await stop()
        try await daemon.watch { $0.state == .stopped }
        try await take(therapy, revision: 1)
    }
}
