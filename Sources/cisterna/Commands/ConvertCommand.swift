// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Quantities
import Therapy
import Varlink

/// `cisterna convert`: what was published on doses by different routes. No daemon is asked, and nothing comes of it.
struct ConvertCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Compare an opioid dose by two routes, for information only.",
        usage: "cisterna convert --from <route> [--to <route>] [--agent <name>] <dose>",
        discussion: """
            The range of what was published, each figure with its source, and never one factor. \
            \(RouteConversion.notice)
            """)

    @OptionGroup var options: Options

    @Option(help: ArgumentHelp("oral, intravenous, epidural or intrathecal.", valueName: "route"))
    var from: String

    @Option(help: ArgumentHelp("The other route.", valueName: "route"))
    var to = "intrathecal"

    @Option(help: ArgumentHelp("The opioid's name, for the text.", valueName: "name"))
    var agent = "the opioid"

    @Argument(help: "The dose with its unit: \"30 mg\".")
    var dose: String

    func perform(_ session: Session) async throws {
        let conversion: RouteConversion
        do {
            conversion = try RouteConversion(
                of: try Mass(parsing: dose), agent: agent, from: try AdministrationRoute(parsing: from),
                to: try AdministrationRoute(parsing: to))
        } catch {
            throw Misuse(message: "\(error)")
        }
        session.show(
            [
                "agent": .string(conversion.agent), "dose": .string(conversion.dose),
                "from": .string(conversion.from.rawValue), "to": .string(conversion.to.rawValue),
                "figures": .array(
                    conversion.figures.map {
                        ["ratio": .string($0.ratio), "dose": .string($0.text), "source": .string($0.source)]
                    }),
                "notice": .string(RouteConversion.notice),
            ], conversion.lines)
    }
}
