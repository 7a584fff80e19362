// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// `cisterna history`.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show what happened, check the record, read its telemetry.",
        usage: """
            cisterna history [--since <time>] [--kind <kind> ...] [--follow] ...
            cisterna history telemetry
            cisterna history verify
            """,
        subcommands: [HistoryEventsCommand.self, HistoryTelemetryCommand.self, HistoryVerifyCommand.self],
        defaultSubcommand: HistoryEventsCommand.self)
}
