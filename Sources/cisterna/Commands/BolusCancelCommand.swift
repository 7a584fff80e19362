// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna bolus cancel`: never asks.
struct BolusCancelCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End the bolus under way; the background goes on.",
        usage: "cisterna bolus cancel [<options>]")

    @OptionGroup var options: Options

    func perform(_ session: Session) async throws {
        guard let bolus = try await session.status().bolus else { throw ControlError.noSuchBolus }
        let requestId = RequestID.make()
        let reply = try await session.request(
            .cancelBolus, requestId, CancelBolusParameters(requestId: requestId, bolusId: bolus.bolusId))
        session.confirm(reply, ["Cancelled bolus #\(bolus.bolusId)."])
    }
}
