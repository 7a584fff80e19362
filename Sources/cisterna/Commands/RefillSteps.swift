// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Varlink

/// The steps of a guided refill, each a call.
struct RefillSteps: Sendable {
    let session: Session
    let operatorName: String

    func begin() async throws -> JSONValue { try await take(.begin) }

    func abandon() async throws -> JSONValue { try await take(.abandon) }

    func aspirated(nanoliters: Int64) async throws -> JSONValue { try await take(.aspirated, volume: nanoliters) }

    /// Proposes the prescription of the new fill.
    func fill(_ document: Document, declineBridge: String?) async throws -> JSONValue {
        try await take(.fill, document: document, declineBridge: declineBridge)
    }

    /// Makes the proposal of the fill the prescription.
    func commit(overrideName: String?, overrideReason: String?) async throws -> JSONValue {
        try await take(.commit, overrideName: overrideName, overrideReason: overrideReason)
    }

    private func take(
        _ step: RefillStepWord, volume: Int64? = nil, document: Document? = nil, declineBridge: String? = nil,
        overrideName: String? = nil, overrideReason: String? = nil
    ) async throws -> JSONValue {
        let requestId = RequestID.make()
        return try await session.request(
            .refillStep, requestId,
            RefillStepParameters(
                requestId: requestId, operator: operatorName, step: step, volumeNanoliters: volume,
                document: document?.text, fileName: document?.path, declineBridge: declineBridge,
                overrideName: overrideName, overrideReason: overrideReason))
    }

    /// Shows a reply: as JSON, or what was done, where the refill stands and what is next.
    func show(_ reply: JSONValue, _ done: String) throws {
        let shown = try reply.printable.decode(RefillStepReply.self)
        let lines = RefillText.lines(shown, done: done, session.console.style)
        // A proposal is what was asked for; anything else only confirms.
        if shown.proposal != nil { session.show(reply, lines) } else { session.confirm(reply, lines) }
    }
}
