// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna stop`: never asks.
struct StopCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Stop the pump before its next edge, and end every bolus.")

    @OptionGroup var options: Options

    func perform(_ session: Session) async throws {
        // Each call stops anew, so a lost reply is no reason not to call again.
        let reply = try await session.client.change(.stop, EmptyMessage())
        let stop = try reply.decode(StopReply.self)
        session.confirm(reply, ["Stopped at \(stop.lastOdometerPulses) pulses of the forward odometer."])
        if !stop.recorded { session.console.note("cisterna: the stop is not on disk yet") }
        guard stop.confirmed else { throw StopNotConfirmed() }
    }
}
