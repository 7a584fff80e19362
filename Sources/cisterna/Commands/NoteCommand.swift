// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna note`.
struct NoteCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Write a note into the record.",
        usage: "cisterna note [--operator <name>] <text>")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Argument(help: "What is noted.")
    var text: String

    func perform(_ session: Session) async throws {
        let name = try operatorOption.resolved()
        guard !text.isEmpty else { throw Misuse(message: "a note says something") }
        let requestId = RequestID.make()
        let reply = try await session.request(
            .annotate, requestId, AnnotateParameters(requestId: requestId, operator: name, text: text))
        session.confirm(reply, ["Noted."])
    }
}
