// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna program show`.
struct ProgramShowCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the committed prescription and what follows from it.",
        usage: "cisterna program show [<options>] [--document]")

    @OptionGroup var options: Options

    @Flag(help: "Print the document alone, as it was committed.")
    var document = false

    func perform(_ session: Session) async throws {
        let reply = try await session.client.call(.interrogate)
        if document && !session.json {
            guard let text = reply["document"]?.text else { throw ControlError.noProgram }
            // To a file as it is; a terminal is not to be spoken to by a document.
            session.console.write(session.console.isTerminal ? JSONValue.printable(text) : text, .output)
            return
        }
        let shown = try reply.printable.decode(InterrogateReply.self)
        var lines = InterrogationText(reply: shown, style: session.console.style).lines
        if let text = shown.document {
            lines += ["", session.console.style.bold("Document")]
            lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
        }
        session.show(reply, lines)
    }
}
