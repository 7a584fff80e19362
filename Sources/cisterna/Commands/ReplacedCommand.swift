// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna replaced`.
struct ReplacedCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "replaced", abstract: "Say that a part is new: what is counted of it starts from zero.",
        usage: "cisterna replaced (tube | battery) [--operator <name>] [--yes]")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Argument(help: "What was replaced.")
    var part: PartWord

    @Flag(help: "Do not ask.")
    var yes = false

    func perform(_ session: Session) async throws {
        let name = try operatorOption.resolved()
        let what =
            switch part {
            case .tube: "the tube"
            case .battery: "the emulated battery"
            }
        try session.ask("Was \(what) replaced?", isAnswered: yes)
        let requestId = RequestID.make()
        let reply = try await session.request(
            .replaced, requestId, ReplacedParameters(requestId: requestId, part: part, operator: name))
        session.confirm(reply, ["On record: \(what) is new."])
    }
}

extension PartWord: ExpressibleByArgument {}
