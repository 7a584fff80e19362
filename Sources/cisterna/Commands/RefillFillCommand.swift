// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna refill fill`.
struct RefillFillCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "fill", abstract: "Propose the prescription of the new fill, and show what changes.",
        usage: "cisterna refill fill [--decline-bridge <reason>] ... <file>")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption
    @OptionGroup var bridge: BridgeOption

    @Argument(help: "The prescription with the new fill, a TOML file.")
    var file: String

    func perform(_ session: Session) async throws {
        let steps = RefillSteps(session: session, operatorName: try operatorOption.resolved())
        let document = try Document(reading: file)
        try await steps.show(
            steps.fill(document, declineBridge: bridge.declineBridge), "Proposed; nothing is changed yet.")
    }
}
