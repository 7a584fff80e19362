// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna demand`.
struct DemandCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "demand", abstract: "Ask for the demand bolus of the prescription.",
        usage: """
            cisterna demand [--yes]
            cisterna demand allowance
            """,
        discussion: """
            Asks first. A refusal names what stands in the way (lockout, count or a window) and when it will have \
            passed, and is on record too.
            """,
        subcommands: [DemandAllowanceCommand.self])

    @OptionGroup var options: Options

    @Flag(help: "Do not ask.")
    var yes = false

    func perform(_ session: Session) async throws {
        let allowance = try await session.client.call(.allowance, as: AllowanceReply.self)
        guard allowance.prescribed else { throw ControlError.noDemand }
        if !allowance.possible { session.review(AllowanceText.lines(allowance)) }
        let dose = AllowanceText.dose(allowance).map { ", \($0)" } ?? ""
        try session.ask("Ask for a demand bolus\(dose)?", isAnswered: yes)
        let requestId = RequestID.make()
        let reply = try await session.request(.requestBolus, requestId, RequestParameters(requestId: requestId))
        let bolus = try reply.decode(RequestBolusReply.self)
        let volume = Shown.nanoliters(bolus.volumeNanoliters)
        session.confirm(
            reply, ["Demand bolus #\(bolus.bolusId): \(volume), about \(Shown.seconds(bolus.expectedSeconds))."])
    }
}
