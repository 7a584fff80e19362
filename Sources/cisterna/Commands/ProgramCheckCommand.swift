// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna program check`.
struct ProgramCheckCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check a prescription without committing it.",
        usage: """
            cisterna program check [<options>] <file>
            cisterna program check --rig <file> --library <file> <file>
            """,
        discussion: """
            Each problem is a line: FILE:LINE:COLUMN: FIELD: message. With a rig file and a drug library the whole review \
            is done here, without a daemon: on a path free of drug, or one that holds the mixture of the old therapy.
            """)

    @OptionGroup var options: Options

    @Option(help: ArgumentHelp("Review for this rig, without a daemon.", valueName: "file"))
    var rig: String?

    @Option(help: ArgumentHelp("With this drug library, without a daemon.", valueName: "file"))
    var library: String?

    @Option(help: ArgumentHelp("The therapy file in force, without a daemon.", valueName: "file"))
    var old: String?

    @Argument(help: "The prescription, a TOML file.")
    var file: String

    func perform(_ session: Session) async throws {
        let document = try Document(reading: file)
        let proposal = try await check(session).check(document)
        try session.show(
            JSONValue(encoding: proposal), ReviewText(proposal: proposal, style: session.console.style).lines)
    }

    private func check(_ session: Session) throws -> any DocumentCheck {
        switch (rig, library) {
        case (let rig?, let library?): return try OfflineDocumentCheck(rig: rig, library: library, old: old)
        case (nil, nil):
            guard old == nil else { throw Misuse(message: "--old goes with --rig and --library") }
            return DaemonDocumentCheck(client: session.client, operatorName: "check")
        default: throw Misuse(message: "a review without a daemon takes both --rig and --library")
        }
    }
}
