// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna history telemetry`.
struct HistoryTelemetryCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "telemetry", abstract: "Show rate, volume, reservoir and pressure, minute by minute.",
        usage: "cisterna history telemetry [--since <time>] [--until <time>] [--csv] ...",
        discussion: """
            Of the last 24 hours, unless told otherwise. What is older than a week has a row for ten minutes, what is \
            older than 90 days one an hour. The last minutes may not be on record yet.
            """)

    @OptionGroup var options: Options
    @OptionGroup var span: SpanOption

    @Option(help: ArgumentHelp("The first so many.", valueName: "n"))
    var limit: Int64?

    @Flag(help: "Print comma-separated values with a head, as spreadsheets read them.")
    var csv = false

    func validate() throws {
        guard limit ?? 1 >= 1 else { throw ValidationError("--limit is at least 1") }
        guard !csv || !options.json else { throw ValidationError("give one of --csv and --json") }
    }

    func perform(_ session: Session) async throws {
        var span = span
        if span.since == nil, span.until == nil { span.since = "24 h" }
        let parameters = try span.parameters(limit: limit)
        if csv { session.console.write(TelemetryText.heads, .output) }
        if !csv, !options.json { session.console.print(session.console.style.bold(TelemetryText.heading)) }
        try await session.client.stream(.telemetry, parameters) { reply in
            guard let row = reply["row"], row != .null else { return true }
            if csv {
                session.console.write(TelemetryText.row(try row.printable.decode()), .output)
            } else {
                try session.show(row, [TelemetryText.line(row.printable.decode())])
            }
            return true
        }
    }
}
