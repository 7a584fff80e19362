// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import RigFile
import Varlink

/// `cisterna fault end`.
struct FaultEndCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a fault of the simulated rig, or all of them.",
        usage: "cisterna fault end [<fault>] [<options>]")

    @OptionGroup var options: Options

    @Argument(help: "Which one; all if not given.")
    var fault = "all"

    func perform(_ session: Session) async throws {
        if fault != "all", SimulatedFault(name: fault) == nil {
            throw Misuse(message: SimulatedFault.unknown(fault))
        }
        let requestId = RequestID.make()
        let reply = try await session.request(
            .injectFault, requestId, InjectFaultParameters(requestId: requestId, fault: fault, end: true))
        session.confirm(reply, ["Ended: \(fault)."])
    }
}
