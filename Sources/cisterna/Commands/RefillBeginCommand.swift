// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna refill begin`.
struct RefillBeginCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "begin", abstract: "Begin a refill: delivery stops until it ends.",
        usage: "cisterna refill begin [--operator <name>] [--yes]")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Flag(help: "Do not ask.")
    var yes = false

    func perform(_ session: Session) async throws {
        let steps = RefillSteps(session: session, operatorName: try operatorOption.resolved())
        try session.ask("Begin a refill? Delivery stops until it ends.", isAnswered: yes)
        try await steps.show(steps.begin(), "Refill begun.")
    }
}
