// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import RigFile
import Varlink

/// `cisterna fault inject`.
struct FaultInjectCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "inject", abstract: "Begin a fault of the simulated rig, or hang a thread.",
        usage: "cisterna fault inject <fault> [<options>]")

    @OptionGroup var options: Options

    @Argument(help: "What goes wrong: \"cisterna fault list\".")
    var fault: String

    @Option(help: ArgumentHelp("How much of it, in the unit that the list says.", valueName: "number"))
    var amount: Double?

    @Option(name: .customLong("for"), help: ArgumentHelp("How long: \"10 min\".", valueName: "time"))
    var duration: String?

    @Option(help: ArgumentHelp("How long it takes to come to that.", valueName: "time"))
    var over: String?

    @Option(help: ArgumentHelp("There for half of each such time.", valueName: "time"))
    var every: String?

    func perform(_ session: Session) async throws {
        if TestFaultWord(rawValue: fault) == nil, SimulatedFault(name: fault) == nil {
            throw Misuse(message: SimulatedFault.unknown(fault))
        }
        if let amount, !(amount >= 0.000_001 && amount <= 1_000_000) {
            throw Misuse(message: "--amount \(amount): give a number from 0.000001 to 1000000")
        }
        let requestId = RequestID.make()
        let parameters = InjectFaultParameters(
            requestId: requestId, fault: fault,
            seconds: try duration.map { try QuantityArgument.seconds($0, of: "--for") },
            amountMillionths: amount.map { Int64(($0 * 1e6).rounded()) },
            overSeconds: try over.map { try QuantityArgument.seconds($0, of: "--over") },
            everySeconds: try every.map { try QuantityArgument.seconds($0, of: "--every") })
        let reply = try await session.request(.injectFault, requestId, parameters)
        let end = duration.map { "for \($0)" } ?? "until \"cisterna fault end \(fault)\""
        session.confirm(reply, ["Begun: \(fault), \(end)."])
    }
}
