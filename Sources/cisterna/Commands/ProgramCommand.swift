// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `cisterna program`.
struct ProgramCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "program", abstract: "Show, check or change the prescription.",
        subcommands: [ProgramShowCommand.self, ProgramCheckCommand.self, ProgramApplyCommand.self])
}
