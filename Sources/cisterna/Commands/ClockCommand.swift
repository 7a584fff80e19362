// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `cisterna clock`.
struct ClockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Show or set the pump clock.",
        subcommands: [ClockShowCommand.self, ClockSetCommand.self])
}
