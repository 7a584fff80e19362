// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Report
import Varlink

/// `cisterna report`.
struct ReportCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write the run record: what ran, what was delivered, what went wrong.",
        usage: "cisterna report [--since <time>] [--format <format>] [-o <file>] ...",
        discussion: """
            Prescriptions, calibration, limits, overrides, volumes with their uncertainty, doses, boluses, alarms and \
            what the record proves, for people to read and file. The form is text, json or html: one page that needs no \
            other file, with plots. Without --since from the first entry on record.

            cisterna report --since "7 days" -o week.html
            """)

    @OptionGroup var options: Options
    @OptionGroup var span: SpanOption

    @Option(help: ArgumentHelp("text, json or html; else by the ending of the file, else text.", valueName: "format"))
    var format: ReportFormat?

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Where to write it.", valueName: "file"))
    var output: String?

    func validate() throws {
        guard !options.json || (format ?? .json) == .json else {
            throw ValidationError("--json is --format json: give one of them")
        }
    }

    /// What was asked for, or what the file's name says.
    var chosenFormat: ReportFormat {
        if let format { return format }
        return options.json ? .json : output.flatMap(ReportFormat.init(path:)) ?? .text
    }

    func perform(_ session: Session) async throws {
        let now = ReportTime.now
        let (since, until) = try span.resolved(now: now)
        let sources = try await RunGathering(client: session.client, now: now).sources(since: since, until: until)
        let record = RunRecord(sources)
        let document = record.document
        let text =
            switch chosenFormat {
            case .text: document.text()
            case .json: try document.json()
            case .html: document.html()
            }
        guard let output else { return session.console.write(text, .output) }
        try WrittenFile(path: output).write(text)
        if !session.quiet, !session.json { session.console.print("Written to \(output).") }
    }
}
