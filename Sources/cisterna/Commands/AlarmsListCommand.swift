// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna alarms list`.
struct AlarmsListCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the conditions and what to do about each.")

    @OptionGroup var options: Options

    func perform(_ session: Session) async throws {
        let reply = try await session.client.call(.alarms)
        let style = session.console.style
        let alarms = try reply.printable.decode(AlarmsReply.self).alarms
        session.show(reply, [AlarmText.heading(alarms, style)] + AlarmText.lines(alarms, style))
    }
}
