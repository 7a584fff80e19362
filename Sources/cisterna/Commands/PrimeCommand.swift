// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna prime`.
struct PrimeCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "prime", abstract: "Fill pump path and catheter at the rig's prime rate.",
        usage: "cisterna prime [--volume <volume>] [--yes]",
        discussion: """
            Only on a path that was declared free of drug (see path): all primes since then together stay within its \
            dead volume and uncertainty. Asks first.
            """)

    @OptionGroup var options: Options

    @Option(help: ArgumentHelp("How much: \"0.1 mL\". All that is left if not given.", valueName: "volume"))
    var volume: String?

    @Flag(help: "Do not ask.")
    var yes = false

    func perform(_ session: Session) async throws {
        let nanoliters = try volume.map { try QuantityArgument.nanoliters($0, of: "--volume") }
        let status = try await session.status()
        guard let prescription = status.prescription else { throw ControlError.noProgram }
        let mixture = "the mixture of \(prescription.name), revision \(prescription.revision)"
        let amount = volume ?? "all that is left of the path"
        try session.ask("Prime with \(mixture): \(amount)?", isAnswered: yes)
        let requestId = RequestID.make()
        let reply = try await session.request(
            .prime, requestId,
            PrimeParameters(requestId: requestId, revision: prescription.revision, volumeNanoliters: nanoliters))
        try session.confirm(reply, Self.lines(reply.printable.decode(), session.console.style))
    }

    static func lines(_ reply: PrimeReply, _ style: TextStyle) -> [String] {
        let rate = Shown.nanolitersPerDay(reply.rateNanolitersPerDay)
        let volume = Shown.nanoliters(reply.volumeNanoliters)
        let what = "Prime #\(reply.bolusId): \(volume) at \(rate), about \(Shown.seconds(reply.expectedSeconds))."
        return [what] + (reply.warning.isEmpty ? [] : Warning.lines(reply.warning, style))
    }
}
