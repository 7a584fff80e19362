// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `cisterna trial side-effect`.
struct TrialSideEffectCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "side-effect", abstract: "Record a side effect.",
        usage: "cisterna trial side-effect [--operator <name>] <text>")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Argument(help: "Which.")
    var text: String

    func perform(_ session: Session) async throws {
        try await TrialCommand.take(.sideEffect, text: text, by: operatorOption, session)
    }
}
