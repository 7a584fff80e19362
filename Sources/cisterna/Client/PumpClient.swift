// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Varlink

/// Calls the daemon, on this machine or another.
struct PumpClient: Sendable {
    /// How often a call is repeated whose reply was lost.
    static let repeats = 3

    /// How long somebody may take to type a password before a first reply is missed.
    static let firstPatience = 120

    let route: any Route
    /// How long to wait for a reply.
    var patience = 30
    /// How long to wait before the repeat of this number, from 1; a daemon that restarts needs a moment.
    var pause: @Sendable (Int) async throws -> Void = { try await Task.sleep(for: .milliseconds(500 * $0)) }

    init(route: any Route) {
        self.route = route
    }

    init(path: String) {
        self.init(route: SocketRoute(path: path))
    }

    /// Makes a call that changes nothing.
    func call(_ method: ControlMethod, _ parameters: some Encodable = EmptyMessage()) async throws -> JSONValue {
        try await attempt(method, sending: method.qualifiedName, JSONValue(encoding: parameters))
    }

    /// The same with a typed reply, for people to read: without control characters.
    func call<Reply: Decodable>(
        _ method: ControlMethod, _ parameters: some Encodable = EmptyMessage(), as reply: Reply.Type
    ) async throws -> Reply {
        try await call(method, parameters).printable.decode(reply)
    }

    /// Makes a call that changes something and that is safe to repeat as it is: by its `requestId`, or because each
    /// call does the same anew. A lost reply is asked for again over a new connection, always with the same id.
    ///
    /// - Throws: ``OutcomeUnknown`` when no attempt brought an answer.
    func change(
        _ method: ControlMethod, requestId: String? = nil, _ parameters: some Encodable
    ) async throws -> JSONValue {
        let parameters = try JSONValue(encoding: parameters)
        // Without an answer nobody could tell a request that was lost from one that never left.
        if requestId != nil, await !route.isProven {
            _ = try await attempt(method, sending: "org.varlink.service.GetInfo", [:])
        }
        var lost: any Error = NoAnswer(method: method, seconds: patience)
        for number in 0...Self.repeats {
            if number > 0 { try await pause(number) }
            do {
                return try await attempt(method, sending: method.qualifiedName, parameters)
            } catch let error as ClientError {
                // Before anything was sent nothing can have been lost.
                if number == 0 && !Self.isLoss(error) { throw error }
                if case .badReply = error.kind { throw error }
                lost = error
            } catch let error as RemoteFailure {
                if number == 0 && !error.isLoss { throw error }
                lost = error
            } catch let error as NoAnswer {
                lost = error
            } catch let error as CallError {
                guard case .requestPending = ControlError(error) else { throw error }
                lost = error
            }
        }
        guard let requestId else { throw lost }
        throw OutcomeUnknown(requestId: requestId, method: method)
    }

    private static func isLoss(_ error: ClientError) -> Bool {
        switch error.kind {
        case .connectionLost, .closed: true
        case .system: !error.call.hasPrefix("connect(")
        case .notRunning, .notPermitted, .badReply: false
        }
    }

    /// How long to wait for the next reply.
    func patience(_ usual: Int) async -> Int { await route.isProven ? usual : max(usual, Self.firstPatience) }

    private func attempt(
        _ method: ControlMethod, sending name: String, _ parameters: JSONValue
    ) async throws -> JSONValue {
        let patience = await patience(patience)
        let route = route
        return try await withThrowingTaskGroup(of: JSONValue.self) { group in
            group.addTask {
                do {
                    let reply = try await route.connect().call(name, parameters)
                    await route.prove()
                    return reply
                } catch {
                    throw await route.explain(error)
                }
            }
            group.addTask {
                try await Task.sleep(for: .seconds(patience))
                throw NoAnswer(method: method, seconds: patience)
            }
            defer { group.cancelAll() }
            guard let reply = try await group.next() else { throw CancellationError() }
            return reply
        }
    }
}
