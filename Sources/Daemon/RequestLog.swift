// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import RigFile
import Varlink

/// Makes a call safe to repeat: its intent is on disk before anything happens, and the same `requestId` gets the first
/// outcome again, also from another daemon on the same record.
struct RequestLog: Sendable {
    let worker: LedgerWorker
    let clock: LedgerClock

    /// Runs `body` once for this request, or gives what it came to before.
    func once(
        _ call: Call, _ method: ControlMethod, _ body: @Sendable () async throws -> JSONValue
    ) async throws -> JSONValue {
        guard let identifier = call.parameters["requestId"]?.text, (1...128).contains(identifier.utf8.count) else {
            throw CallError.invalidParameter("requestId")
        }
        let parameters = String(decoding: call.parameters.encodedBytes(), as: UTF8.self)
        let at = clock.now()
        let status = try await worker.run { ledger in
            try ledger.begin(
                request: identifier, method: method.qualifiedName,
                parametersDigest: TextDigest.hexadecimal(of: parameters), at: at)
        }
        switch status {
        case .new: break
        case .pending: throw ControlError.requestPending(requestId: identifier)
        case .conflict: throw ControlError.requestConflict(requestId: identifier)
        case .done(let outcome): return try Self.replay(outcome)
        }
        let reply: JSONValue
        do {
            reply = try await body()
        } catch {
            let named = ControlHandler.callError(error, in: method.interface)
            try? await finish(
                identifier,
                [
                    "error": .string(named.name),
                    "parameters": named.parameters,
                ])
            throw named
        }
        // It has happened. A disk that does not take the outcome leaves the request pending, which is never done again; an
        // error here would tell the caller that it had not happened.
        try? await finish(identifier, ["reply": reply])
        return reply
    }

    private func finish(_ identifier: String, _ outcome: JSONValue) async throws {
        let text = String(decoding: outcome.encodedBytes(), as: UTF8.self)
        let at = clock.now()
        try await worker.run { ledger in
            try ledger.commit(LedgerBatch(at: at, outcomes: [RequestOutcome(id: identifier, outcome: text)]))
        }
    }

    /// Requests that a crash cut short get an outcome that says so: whoever asks again is told, and nothing is done twice.
    /// What a bolus came to stands in the event `uncertain-settled`.
    func closeInterrupted(_ identifiers: [String]) async {
        for identifier in identifiers {
            let error = ControlError.requestInterrupted(requestId: identifier)
            let method = try? await worker.run { try $0.method(of: identifier) }
            let interface = ControlMethod(rawValue: method ?? "")?.interface ?? PumpInterface.name
            try? await finish(
                identifier, ["error": .string(error.qualifiedName(in: interface)), "parameters": error.parameters])
        }
    }

    private static func replay(_ outcome: String) throws -> JSONValue {
        let stored = try JSONValue(parsing: outcome.utf8)
        if let name = stored["error"]?.text { throw CallError(name: name, parameters: stored["parameters"] ?? [:]) }
        return stored["reply"] ?? [:]
    }

    /// What became of a request, for those who ask by its id.
    func outcome(of identifier: String) async throws -> OutcomeReply {
        let (method, outcome) = try await worker.run { ledger in
            (try ledger.method(of: identifier), try ledger.outcome(of: identifier))
        }
        guard let method else { return OutcomeReply(state: .unknown) }
        guard let outcome, let stored = try? JSONValue(parsing: outcome.utf8) else {
            return OutcomeReply(state: .pending, method: method)
        }
        return OutcomeReply(
            state: .done, method: method, error: stored["error"]?.text,
            outcome: stored["reply"] ?? stored["parameters"])
    }
}
