// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `cisterna trial start`.
struct TrialStartCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start the trial of the prescription.",
        usage: "cisterna trial start [--text <text>] [--operator <name>] [--yes]")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Option(help: ArgumentHelp("What there is to say of it.", valueName: "text"))
    var text: String?

    @Flag(help: "Do not ask.")
    var yes = false

    func perform(_ session: Session) async throws {
        try await TrialCommand.take(
            .start, text: text, by: operatorOption, asking: "Start the trial", isAnswered: yes, session)
    }
}
