// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna refill commit`.
struct RefillCommitCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "commit", abstract: "Commit the new fill as it was proposed.",
        usage: "cisterna refill commit [--override-name <name>] [--yes] ...")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption
    @OptionGroup var override: OverrideOption

    @Flag(help: "Do not ask.")
    var yes = false

    func perform(_ session: Session) async throws {
        let steps = RefillSteps(session: session, operatorName: try operatorOption.resolved())
        try session.ask("Commit the new fill as it was proposed?", isAnswered: yes)
        let reply = try await steps.commit(
            overrideName: override.overrideName, overrideReason: override.overrideReason)
        try steps.show(reply, "Committed as revision \(reply.decode(RefillStepReply.self).revision).")
    }
}
