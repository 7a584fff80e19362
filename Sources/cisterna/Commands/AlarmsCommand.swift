// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `cisterna alarms`.
struct AlarmsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alarms", abstract: "List the conditions and what to do about each.",
        subcommands: [AlarmsListCommand.self, AlarmsTestCommand.self], defaultSubcommand: AlarmsListCommand.self)
}
