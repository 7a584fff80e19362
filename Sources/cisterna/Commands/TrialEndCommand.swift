// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `cisterna trial end`.
struct TrialEndCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End the trial.",
        usage: "cisterna trial end [--text <text>] [--operator <name>]")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Option(help: ArgumentHelp("What there is to say of it.", valueName: "text"))
    var text: String?

    func perform(_ session: Session) async throws {
        try await TrialCommand.take(.end, text: text, by: operatorOption, session)
    }
}
