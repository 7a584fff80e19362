// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna refill aspirated`.
struct RefillAspiratedCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "aspirated", abstract: "Say how much came out of the reservoir.",
        usage: "cisterna refill aspirated [--operator <name>] <volume>")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Argument(help: "What came out: \"1.8 mL\".")
    var volume: String

    func perform(_ session: Session) async throws {
        let steps = RefillSteps(session: session, operatorName: try operatorOption.resolved())
        let nanoliters = try QuantityArgument.nanoliters(volume, of: "aspirated", orNone: true)
        try await steps.show(steps.aspirated(nanoliters: nanoliters), "Aspirated: \(Shown.nanoliters(nanoliters)).")
    }
}
