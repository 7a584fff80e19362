// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna demand allowance`: asks for nothing but to know.
struct DemandAllowanceCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "allowance", abstract: "Show what is left of the demand boluses, and when the next is possible.",
        usage: "cisterna demand allowance [<options>]")

    @OptionGroup var options: Options

    func perform(_ session: Session) async throws {
        let reply = try await session.client.call(.allowance)
        try session.show(reply, AllowanceText.lines(reply.printable.decode()))
    }
}
