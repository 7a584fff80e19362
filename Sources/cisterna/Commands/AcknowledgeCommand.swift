// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna acknowledge`.
struct AcknowledgeCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge", abstract: "Say that you have seen a condition.",
        usage: "cisterna acknowledge (<condition> | --all)")

    @OptionGroup var options: Options

    @Argument(help: "Its name, as 'alarms' lists it.")
    var condition: String?

    @Flag(help: "Acknowledge all that are listed.")
    var all = false

    func validate() throws {
        guard (condition == nil) == all else { throw ValidationError("name one condition, or give --all") }
    }

    func perform(_ session: Session) async throws {
        if let condition {
            guard ConditionName.condition(named: condition) != nil else {
                throw ControlError.noSuchCondition(condition)
            }
            try await acknowledge(condition, session)
        } else {
            let listed = try await session.client.call(.alarms, as: AlarmsReply.self).alarms
            let open = listed.filter { !$0.acknowledged }
            if open.isEmpty, !session.json, !session.quiet { session.console.print("Nothing to acknowledge.") }
            for alarm in open { try await acknowledge(alarm.condition, session) }
        }
    }

    private func acknowledge(_ condition: String, _ session: Session) async throws {
        let requestId = RequestID.make()
        let reply = try await session.request(
            .acknowledge, requestId, AcknowledgeParameters(requestId: requestId, condition: condition))
        let stays = try reply.decode(AcknowledgeReply.self).listed
        session.confirm(
            reply, ["Acknowledged \(condition)\(stays ? "; it stays listed while its cause is there" : "")."])
    }
}
