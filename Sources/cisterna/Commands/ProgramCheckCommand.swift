// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna program check`.
struct ProgramCheckCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check a prescription without committing it.",
        usage: "cisterna program check [<options>] <file>",
        discussion: "Each problem is a line: FILE:LINE:COLUMN: FIELD: message.")

    @OptionGroup var options: Options

    @Argument(help: "The prescription, a TOML file.")
    var file: String

    func perform(_ session: Session) async throws {
        let document = try Document(reading: file)
        let check: any DocumentCheck = DaemonDocumentCheck(client: session.client, operatorName: "check")
        do {
            let proposal = try await check.check(document)
            try session.show(
                JSONValue(encoding: proposal), ReviewText(proposal: proposal, style: session.console.style).lines)
        } catch let error as CallError {
            guard session.json, case .invalidDocument = ControlError(error) else { throw error }
            session.console.print(error.parameters.description)
            throw ExitCode(ExitStatus.data.rawValue)
        }
    }
}
