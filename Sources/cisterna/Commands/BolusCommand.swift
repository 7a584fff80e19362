// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna bolus`.
struct BolusCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "bolus", abstract: "Add a single bolus to the background.",
        usage: """
            cisterna bolus (--dose <mass> | --volume <volume>) --duration <time>
            cisterna bolus cancel
            """,
        discussion: "Asks first: cisterna bolus --dose \"0.1 mg\" --duration \"10 min\"",
        subcommands: [BolusCancelCommand.self])

    @OptionGroup var options: Options

    @Option(help: ArgumentHelp("How much of the primary drug: \"0.1 mg\".", valueName: "mass"))
    var dose: String?

    @Option(help: ArgumentHelp("How much of the mixture: \"10 uL\".", valueName: "volume"))
    var volume: String?

    @Option(help: ArgumentHelp("Over how long: \"10 min\".", valueName: "time"))
    var duration: String?

    @OptionGroup var override: OverrideOption

    @Flag(help: "Do not ask.")
    var yes = false

    func perform(_ session: Session) async throws {
        guard (dose == nil) != (volume == nil) else { throw Misuse(message: "give one of --dose and --volume") }
        guard let duration else { throw Misuse(message: "give the --duration") }
        let nanograms = try dose.map { try QuantityArgument.nanograms($0, of: "--dose") }
        let nanoliters = try volume.map { try QuantityArgument.nanoliters($0, of: "--volume") }
        let seconds = try QuantityArgument.seconds(duration, of: "--duration")
        let status = try await session.status()
        guard let prescription = status.prescription else { throw ControlError.noProgram }
        let amount = "\(dose ?? volume ?? "") over \(duration)"
        try session.ask(
            "Add a bolus of \(amount) to \(prescription.name), revision \(prescription.revision)?", isAnswered: yes)
        let requestId = RequestID.make()
        let reply = try await session.request(
            .bolus, requestId,
            BolusParameters(
                requestId: requestId, revision: prescription.revision, doseNanograms: nanograms,
                volumeNanoliters: nanoliters, durationSeconds: seconds,
                overrideName: override.overrideName, overrideReason: override.overrideReason))
        try session.confirm(reply, Self.lines(reply.decode(BolusReply.self), asked: seconds))
    }

    /// - Parameter asked: The duration that was asked for, in seconds.
    static func lines(_ reply: BolusReply, asked: Int64) -> [String] {
        let rate = Shown.nanolitersPerDay(reply.rateNanolitersPerDay)
        let time = Shown.seconds(reply.expectedSeconds)
        let line = "Bolus #\(reply.bolusId): \(Shown.nanoliters(reply.volumeNanoliters)) at \(rate), about \(time)."
        // Whole strokes and the rounding of seconds lengthen every bolus a little.
        guard reply.expectedSeconds > asked + max(2, asked / 100) else { return [line] }
        return [line, "The maximum rate makes it longer than the \(Shown.seconds(asked)) that were asked for."]
    }
}
