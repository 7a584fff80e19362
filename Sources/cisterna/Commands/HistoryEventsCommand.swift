// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna history events`, which is what `cisterna history` means.
struct HistoryEventsCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Show what happened.",
        usage: "cisterna history [--since <time>] [--kind <kind> ...] [--follow] ...",
        discussion: """
            The last 100 entries, unless told otherwise; with --since or --until all of that time. \
            cisterna history --since "2 h" --kind "condition-*" --severity medium
            """)

    @OptionGroup var options: Options
    @OptionGroup var span: SpanOption

    @Flag(help: "Go on with each new event, until Ctrl-C.")
    var follow = false

    @Option(help: ArgumentHelp("Only this kind; * stands for anything. May be given again.", valueName: "kind"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("Only these and more severe ones.", valueName: "severity"))
    var severity: SeverityWord?

    @Option(help: ArgumentHelp("The last so many; with --after the first ones.", valueName: "n"))
    var limit: Int64?

    @Option(help: ArgumentHelp("Only those after this number.", valueName: "sequence"))
    var after: Int64?

    @Flag(help: "Print comma-separated values with a head, as spreadsheets read them.")
    var csv = false

    func validate() throws {
        guard limit ?? 0 >= 0 else { throw ValidationError("--limit cannot be negative") }
        guard !csv || !options.json else { throw ValidationError("give one of --csv and --json") }
        guard !follow || span.until == nil else { throw ValidationError("--follow has no end: leave --until out") }
    }

    func perform(_ session: Session) async throws {
        let (since, until) = try span.resolved()
        // A span says how much; without one the last are meant.
        let isBounded = since != nil || until != nil || after != nil
        let parameters = EventsParameters(
            after: after, limit: limit ?? (isBounded ? nil : 100), kinds: kind.isEmpty ? nil : kind,
            minimumSeverity: severity, since: since?.text, until: until?.text, follow: follow ? true : nil)
        if csv { session.console.write(EventText.heads, .output) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await session.client.stream(.events, parameters) { reply in
                    guard let event = reply["event"], event != .null else { return true }
                    if csv {
                        session.console.write(EventText.row(try event.printable.decode()), .output)
                    } else {
                        try session.show(event, [EventText.line(event.printable.decode(), session.console.style)])
                    }
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
