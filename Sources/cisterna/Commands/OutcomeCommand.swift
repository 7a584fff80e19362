// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna outcome`.
struct OutcomeCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "outcome", abstract: "Ask what became of a request whose reply was lost.",
        usage: "cisterna outcome [<options>] <request-id>")

    @OptionGroup var options: Options

    @Argument(help: "The id that was printed.")
    var requestId: String

    func perform(_ session: Session) async throws {
        let reply = try await session.client.call(.outcome, RequestParameters(requestId: requestId))
        try session.show(reply, Self.lines(reply.printable.decode()))
    }

    static func lines(_ reply: OutcomeReply) -> [String] {
        let method = reply.method ?? "the request"
        switch reply.state {
        case .unknown: return ["No such request is on record: it did not take effect."]
        case .pending: return ["\(method) has no outcome yet."]
        case .done:
            guard let error = reply.error else { return ["\(method) was done: \(reply.outcome ?? [:])"] }
            let refusal = CallError(name: error, parameters: reply.outcome ?? [:])
            return ["\(method) was refused."] + FailureText.lines(for: refusal)
        }
    }
}
