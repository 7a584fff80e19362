// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna path`.
struct PathCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "path", abstract: "Say what pump path and catheter hold.",
        usage: "cisterna path (free | unknown) --reason <text> [--yes] ...",
        discussion: """
            free: they hold no drug, because they are new or were rinsed; from then on they may be primed. unknown: \
            nobody knows what they hold; of each drug the highest concentration then counts. Asks first.
            """)

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Argument(help: "What they hold.")
    var contents: PathContentsWord

    @Option(help: ArgumentHelp("How that is known, or why it is not.", valueName: "text"))
    var reason: String

    @Flag(help: "Do not ask.")
    var yes = false

    func perform(_ session: Session) async throws {
        let name = try operatorOption.resolved()
        let what =
            switch contents {
            case .free: "pump path and catheter hold no drug"
            case .unknown: "nobody knows what pump path and catheter hold"
            }
        try session.ask("Say that \(what)?", isAnswered: yes)
        let requestId = RequestID.make()
        let reply = try await session.request(
            .declarePath, requestId,
            DeclarePathParameters(requestId: requestId, contents: contents, operator: name, reason: reason))
        session.confirm(reply, ["On record: \(what)."])
    }
}

extension PathContentsWord: ExpressibleByArgument {}
