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
        let reply = try await Self.call(session.client)
        let stop = try reply.decode(StopReply.self)
        session.confirm(reply, ["Stopped at \(stop.lastOdometerPulses) pulses of the forward odometer."])
        if !stop.recorded { session.console.note("cisterna: the stop is not on disk yet") }
        guard stop.confirmed else { throw StopNotConfirmed() }
    }

    private static func call(_ client: PumpClient) async throws -> JSONValue {
        let signals = EndingSignals()
        do {
            return try await withThrowingTaskGroup(of: JSONValue.self) { group in
                // Each call stops anew, so a lost reply is no reason not to call again.
                group.addTask { try await client.change(.stop, EmptyMessage()) }
                group.addTask {
                    await signals.wait()
                    throw Interrupted()
                }
                defer { group.cancelAll() }
                guard let reply = try await group.next() else { throw CancellationError() }
                return reply
            }
        } catch let error as CallError {
            throw error
        } catch {
            throw StopUnanswered(cause: error)
        }
    }
}
