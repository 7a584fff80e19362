// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Quantities
import Varlink

/// `cisterna silence`.
struct SilenceCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence", abstract: "Silence what is listed now; delivery is not touched.",
        usage: "cisterna silence [<options>] [--duration <time>]")

    @OptionGroup var options: Options

    @Option(help: ArgumentHelp("For how long: \"5 min\". The longest if not given.", valueName: "time"))
    var duration: String?

    func perform(_ session: Session) async throws {
        let seconds = try duration.map { try QuantityArgument.seconds($0, of: "--duration") }
        let reply = try await session.client.change(.silence, SilenceParameters(seconds: seconds))
        let granted = try reply.decode(SilenceReply.self).seconds
        session.confirm(reply, ["Silenced for \(Shown.seconds(granted)), or until a new condition."])
    }
}
