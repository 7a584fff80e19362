// SPDX-License-Identifier: Apache-2.0

import ControlInterface
import Foundation
import Synchronization
import Varlink

@testable import cisterna

/// A daemon that answers as it is told, notes each call, and can die before it replies.
final class FakeDaemon: Sendable {
    /// What becomes of a call.
    enum Answer: Sendable {
        case reply(JSONValue)
        /// Each but the last with more to come.
        case replies([JSONValue])
        case error(CallError)
        /// The daemon ends before it replies, and starts anew.
        case death
    }

    struct Note: Sendable, Equatable {
        let method: ControlMethod?
        let parameters: JSONValue
    }

    private struct State: Sendable {
        var server: Server?
        var restart: Task<Void, any Error>?
        var notes: [Note] = []
    }

    /// Takes the method and how often it was called before.
    typealias Answering = @Sendable (ControlMethod, Int) -> Answer

    private let folder: String
    private let answer: Answering
    private let state = Mutex(State())

    var path: String { folder + "/control.sock" }
    var notes: [Note] { state.withLock { $0.notes } }
    var methods: [ControlMethod] { notes.compactMap(\.method) }

    private init(_ answer: @escaping Answering) {
        var template = Array((FileManager.default.temporaryDirectory.path + "/cisterna-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("mkdtemp: errno \(errno)") }
        folder = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        self.answer = answer
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs `body` against a running daemon.
    static func run(
        answering answer: @escaping Answering = { method, _ in Bench.answer(method) },
        _ body: (FakeDaemon) async throws -> Void
    ) async throws {
        let daemon = FakeDaemon(answer)
        try await daemon.start()
        do {
            try await body(daemon)
        } catch {
            await daemon.stop()
            throw error
        }
        await daemon.stop()
    }

    /// A client that repeats a call once the daemon is there again.
    var client: PumpClient {
        var client = PumpClient(path: path)
        client.pause = { [self] _ in await settle() }
        return client
    }

    private func start() async throws {
        let server = Server(
            info: ServiceInfo(vendor: "Cisterna", product: "fake", version: "1", url: "https://example.com"),
            interfaces: InterfaceDefinition.all, handler: FakeHandler(daemon: self), bounds: ControlBounds.server,
            streamOnlyMethods: ControlBounds.streamOnlyMethods, checksReplies: true)
        try await server.start(on: .path(path, mode: 0o600, groupID: nil))
        state.withLock { $0.server = server }
    }

    private func stop() async {
        await settle()
        let server = state.withLock { $0.server }
        await server?.stop()
    }

    private func settle() async {
        let restart = state.withLock { $0.restart }
        try? await restart?.value
    }

    func answer(_ call: Call, _ stream: ReplyStream) async throws -> JSONValue {
        let method = ControlMethod(rawValue: call.qualifiedMethod)
        let before = state.withLock { state in
            let before = state.notes.count { $0.method == method }
            state.notes.append(Note(method: method, parameters: call.parameters))
            return before
        }
        guard let method else { throw CallError.methodNotImplemented(call.qualifiedMethod) }
        switch answer(method, before) {
        case .reply(let reply): return reply
        case .replies(let replies):
            for reply in replies.dropLast() { try await stream.send(reply) }
            return replies.last ?? [:]
        case .error(let error): throw error
        case .death:
            let server = state.withLock { $0.server }
            let restart = Task { [self] in
                await server?.stop()
                try await start()
            }
            state.withLock { $0.restart = restart }
            // Ends with the connection, which the dying server closes.
            try await Task.sleep(for: .seconds(60))
            return [:]
        }
    }
}

extension FakeDaemon.Answer {
    static func encoded(_ reply: some Encodable) -> FakeDaemon.Answer {
        do {
            return .reply(try JSONValue(encoding: reply))
        } catch {
            fatalError("\(error)")
        }
    }

    static func encoded(all replies: [some Encodable]) -> FakeDaemon.Answer {
        do {
            return .replies(try replies.map { try JSONValue(encoding: $0) })
        } catch {
            fatalError("\(error)")
        }
    }
}
