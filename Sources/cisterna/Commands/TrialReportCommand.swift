// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna trial report`.
struct TrialReportCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Report on the present trial, or the last one.",
        usage: "cisterna trial report [<options>] [--document]")

    @OptionGroup var options: Options

    @Flag(help: "Print the proposed prescription alone, as TOML.")
    var document = false

    func perform(_ session: Session) async throws {
        let reply = try await session.client.call(.trialReport)
        if document && !session.json {
            guard let text = reply["proposedDocument"]?.text else { throw NoProposedDocument() }
            // To a file as it is; a terminal is not to be spoken to by a document.
            session.console.write(session.console.isTerminal ? JSONValue.printable(text) : text, .output)
            return
        }
        let report = try reply.printable.decode(TrialReportReply.self)
        var lines = report.lines
        if let text = report.proposedDocument {
            lines += ["", session.console.style.bold("Proposed prescription")]
            lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  \($0)" }
        }
        session.show(reply, lines)
    }
}
