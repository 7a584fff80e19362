// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `cisterna fault`.
struct FaultCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fault", abstract: "Make something go wrong on a rig that is there for that.",
        subcommands: [FaultInjectCommand.self, FaultEndCommand.self, FaultListCommand.self])
}
