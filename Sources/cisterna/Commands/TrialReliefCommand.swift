// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `cisterna trial relief`.
struct TrialReliefCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "relief", abstract: "Mark relief: a continuous trial then holds its rate.",
        usage: "cisterna trial relief [--text <text>] [--operator <name>]")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Option(help: ArgumentHelp("What there is to say of it.", valueName: "text"))
    var text: String?

    func perform(_ session: Session) async throws {
        try await TrialCommand.take(.relief, text: text, by: operatorOption, session)
    }
}
