// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna refill abandon`.
struct RefillAbandonCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "abandon", abstract: "End the refill without a new prescription.",
        usage: "cisterna refill abandon [--operator <name>]")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    func perform(_ session: Session) async throws {
        let steps = RefillSteps(session: session, operatorName: try operatorOption.resolved())
        try await steps.show(steps.abandon(), "Refill abandoned.")
    }
}
