// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `cisterna trial note`.
struct TrialNoteCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Record a note on the trial.",
        usage: "cisterna trial note [--operator <name>] <text>")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Argument(help: "What is noted.")
    var text: String

    func perform(_ session: Session) async throws {
        try await TrialCommand.take(.note, text: text, by: operatorOption, session)
    }
}
