// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `cisterna trial dose`.
struct TrialDoseCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "dose", abstract: "Give the next dose of the trial.",
        usage: "cisterna trial dose [--text <text>] [--operator <name>] [--yes]")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Option(help: ArgumentHelp("What there is to say of it.", valueName: "text"))
    var text: String?

    @Flag(help: "Do not ask.")
    var yes = false

    func perform(_ session: Session) async throws {
        try await TrialCommand.take(
            .dose, text: text, by: operatorOption, asking: "Give the next dose of the trial", isAnswered: yes, session)
    }
}
