// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna history`.
struct HistoryCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show what happened.",
        usage: "cisterna history [--follow] [--kind <kind> ...] ...")

    @OptionGroup var options: Options

    @Flag(help: "Go on with each new event, until Ctrl-C.")
    var follow = false

    @Option(help: ArgumentHelp("Only this kind; may be given again.", valueName: "kind"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("Only these and more severe ones.", valueName: "severity"))
    var severity: SeverityWord?

    @Option(help: ArgumentHelp("The last so many of those on record.", valueName: "n"))
    var limit: Int64 = 100

    @Option(help: ArgumentHelp("Only those after this number.", valueName: "sequence"))
    var after: Int64?

    func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit cannot be negative") }
    }

    func perform(_ session: Session) async throws {
        let parameters = EventsParameters(
            after: after, limit: limit, kinds: kind.isEmpty ? nil : kind, minimumSeverity: severity,
            follow: follow ? true : nil)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await session.client.stream(.events, parameters) { reply in
                    guard let event = reply["event"], event != .null else { return true }
                    try session.show(event, [EventText.line(event.printable.decode(), session.console.style)])
                    return true
                }
            }
            if follow { group.addTask { await EndingSignals().wait() } }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}

extension SeverityWord: ExpressibleByArgument {}
