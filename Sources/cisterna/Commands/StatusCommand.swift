// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna status`.
struct StatusCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what the pump does now.")

    @OptionGroup var options: Options

    func perform(_ session: Session) async throws {
        let reply = try await session.client.call(.status)
        let status = reply["status"] ?? .null
        try session.show(
            status, StatusText(status: status.printable.decode(), style: session.console.style).lines)
    }
}
