// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// What one run of the program works with.
struct Session: Sendable {
    let client: PumpClient
    let console: Console
    let json: Bool
    let quiet: Bool

    init(client: PumpClient, console: Console, json: Bool, quiet: Bool) {
        self.client = client
        self.console = console
        self.json = json
        self.quiet = quiet
    }

    init(options: Options) {
        self.init(
            client: PumpClient(route: options.route), console: .standard(), json: options.json, quiet: options.quiet)
    }

    /// The result of a command: as JSON, or as the lines that people read.
    func show(_ reply: JSONValue, _ lines: @autoclosure () throws -> [String]) rethrows {
        if json {
            console.print(reply.description)
        } else {
            for line in try lines() { console.print(line) }
        }
    }

    /// What was done; nobody's input.
    func confirm(_ reply: JSONValue, _ lines: @autoclosure () throws -> [String]) rethrows {
        if json || !quiet { try show(reply, lines()) }
    }

    /// Says why a command failed: to people on standard error, and a refusal as JSON where that is wanted.
    func report(_ error: any Error, programmer: String) -> ExitCode {
        if json, let refusal = RefusalJSON.value(for: error) { console.print(refusal.description) }
        for line in FailureText.lines(for: error, programmer: programmer) { console.note(line) }
        return ExitCode(ExitStatus(for: error).rawValue)
    }

    /// What is read before a question: never in the way of JSON.
    func review(_ lines: [String]) {
        guard !quiet else { return }
        for line in lines { if json { console.note(line) } else { console.print(line) } }
    }

    /// Asks, unless `isAnswered` by `--yes`.
    ///
    /// - Throws: ``Declined``; ``NoTerminal``.
    func ask(_ question: String, isAnswered: Bool) throws {
        guard !isAnswered else { return }
        guard console.canAsk else { throw NoTerminal() }
        guard console.ask(question) else { throw Declined() }
    }

    /// Makes a call that changes something. Who interrupts it is told how to ask for its outcome.
    func request(
        _ method: ControlMethod, _ requestId: String, _ parameters: some Encodable & Sendable
    ) async throws -> JSONValue {
        let signals = EndingSignals()
        let client = client
        return try await withThrowingTaskGroup(of: JSONValue.self) { group in
            group.addTask { try await client.change(method, requestId: requestId, parameters) }
            group.addTask {
                await signals.wait()
                throw OutcomeUnknown(requestId: requestId, method: method)
            }
            defer { group.cancelAll() }
            guard let reply = try await group.next() else { throw CancellationError() }
            return reply
        }
    }

    func status() async throws -> StatusMessage {
        try await client.call(.status, as: StatusReply.self).status
    }
}
