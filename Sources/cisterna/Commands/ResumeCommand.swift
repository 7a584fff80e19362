// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna resume`.
struct ResumeCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Start the background of the prescription, never a bolus.",
        usage: "cisterna resume [<options>] [--yes]")

    @OptionGroup var options: Options

    @Flag(help: "Do not ask.")
    var yes = false

    func perform(_ session: Session) async throws {
        let status = try await session.status()
        guard let prescription = status.prescription else { throw ControlError.noProgram }
        let rate = Shown.nanolitersPerDay(status.programRateNanolitersPerDay)
        let what = "\(prescription.name), revision \(prescription.revision), at \(rate)"
        try session.ask("Resume \(what)?", isAnswered: yes)
        let requestId = RequestID.make()
        let reply = try await session.request(
            .resume, requestId, ResumeParameters(requestId: requestId, revision: prescription.revision))
        session.confirm(reply, ["Resumed \(what)."])
    }
}
