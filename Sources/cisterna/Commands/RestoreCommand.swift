// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Ledger
import Quantities
import Report
import Varlink

/// `cisterna restore`: no daemon is asked, for none may run on that record.
struct RestoreCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a copy of the record back, while no daemon runs.",
        usage: """
            cisterna restore --state <folder> [--delivered-at-most <volume>]
                             --reason <text> [--operator <name>] [--yes] <file>
            """,
        discussion: """
            The file is a backup, or a snapshot beside the record. It is checked first, and the present record steps \
            aside under another name.

            What the pump delivered since the copy was made is not in it. Say with --delivered-at-most what it was at \
            most: it counts as delivered at the next start, for limits and lockouts too. Without that nothing moves for \
            a day of the pump's own time from that start on, and the reservoir counts as empty until it is refilled. \
            Requests that were made since are forgotten too: one that is repeated is done again.
            """)

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Option(help: ArgumentHelp("The daemon's folder: state in its configuration.", valueName: "folder"))
    var state: String

    @Option(help: ArgumentHelp("What was delivered since, at most: \"12 uL\".", valueName: "volume"))
    var deliveredAtMost: String?

    @Option(help: ArgumentHelp("Why; for the record.", valueName: "text"))
    var reason: String

    @Flag(help: "Do not ask.")
    var yes = false

    @Argument(help: "The copy.")
    var file: String

    func perform(_ session: Session) async throws {
        let name = try operatorOption.resolved()
        let volume = try deliveredAtMost.map {
            Volume(picoliters: try QuantityArgument.nanoliters($0, of: "--delivered-at-most", orNone: true) * 1_000)
        }
        let most =
            volume.map { "at most \($0) delivered since" }
            ?? "an unknown volume delivered since: nothing moves for a day"
        try session.ask("Put \(file) in the place of the record in \(state), with \(most)?", isAnswered: yes)
        let restore = LedgerRestore(folder: state, operatorName: name, reason: reason, deliveredAtMost: volume)
        let outcome = try restore.run(from: file, now: LedgerClock().now())
        let program = outcome.revision.map { "revision \($0)" } ?? "no prescription"
        let time = ReportTime(milliseconds: outcome.lastWritten.nanoseconds / 1_000_000).text
        var reply: [String: JSONValue] = ["lastEntry": .integer(outcome.lastEntry), "lastWritten": .string(time)]
        if let aside = outcome.aside { reply["aside"] = .string(aside) }
        if let revision = outcome.revision { reply["revision"] = .integer(revision) }
        session.show(
            .object(reply),
            [
                "The record is the copy's, up to entry \(outcome.lastEntry) of \(time), with \(program). Start the daemon."
            ]
                + (outcome.aside.map { ["What was there lies in \($0)."] } ?? []))
    }
}
