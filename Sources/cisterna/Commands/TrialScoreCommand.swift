// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `cisterna trial score`.
struct TrialScoreCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Record a pain score.",
        usage: "cisterna trial score [--text <text>] [--operator <name>] <n>")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Argument(help: "From 0, no pain, to 10.")
    var n: Int64

    @Option(help: ArgumentHelp("What there is to say of it.", valueName: "text"))
    var text: String?

    func validate() throws {
        guard (0...10).contains(n) else { throw ValidationError("a score lies between 0 and 10") }
    }

    func perform(_ session: Session) async throws {
        try await TrialCommand.take(.score, score: n, text: text, by: operatorOption, session)
    }
}
