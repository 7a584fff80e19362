// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Simulation and proofs.
@main
struct CisternaSim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cisterna-sim", abstract: "Simulates rigs, and proves the daemon on them.",
        subcommands: [
            DaemonCommand.self, DetectCommand.self, KillCommand.self, PowerCommand.self, RigCommand.self,
        ])
}
