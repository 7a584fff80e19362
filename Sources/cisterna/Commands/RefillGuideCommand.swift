// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface

/// `cisterna refill guide`.
struct RefillGuideCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "guide", abstract: "Go through a refill by questions, from where it stands.",
        usage: "cisterna refill guide [--decline-bridge <reason>] [--operator <name>]",
        discussion: "An empty answer leaves the refill as it stands; call it again to go on.")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption
    @OptionGroup var bridge: BridgeOption

    func perform(_ session: Session) async throws {
        guard !session.json, session.console.canAsk else {
            throw Misuse(message: "a guide asks on a terminal; without one take the steps: cisterna refill --help")
        }
        let steps = RefillSteps(session: session, operatorName: try operatorOption.resolved())
        try await RefillGuide(steps: steps, declineBridge: bridge.declineBridge).run()
    }
}
