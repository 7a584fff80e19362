// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna alarms test`.
struct AlarmsTestCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Show what each priority sounds and looks like.")

    @OptionGroup var options: Options

    func perform(_ session: Session) async throws {
        let reply = try await session.client.call(.alarmTest)
        let test = try reply.decode(AlarmTestReply.self)
        let what = test.hasOutputs ? "buzzer and lamps show" : "this rig has no buzzer and no lamps that could show"
        session.confirm(
            reply, ["For \(Shown.seconds(test.seconds)) \(what) the high, the medium and the low priority."])
    }
}
