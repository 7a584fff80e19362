// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Doctor
import RigFile
import RigHardware
import Varlink

/// `cisterna doctor`.
struct DoctorCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Examine the machine: kernel, clocks, permissions, lines, wake-ups.",
        usage: "cisterna doctor [--rig <file>] [--seconds <n>] [--probe-lines] ...",
        discussion: """
            Asks the daemon, which examines the machine as it finds it. Where none answers, this program examines the \
            machine itself, as the user who calls, and measures how late it is woken.

            Each check is ok, a note (fit, with something to know), BAD (not fit for a rig) or ? (not to be found out \
            from here). Ends with 78 where one is bad.
            """)

    @OptionGroup var options: Options

    @Option(help: ArgumentHelp("The rig that is to run here, while no daemon does.", valueName: "file"))
    var rig: String?

    @Option(help: ArgumentHelp("How long to measure while no daemon runs, 1 to 600.", valueName: "n"))
    var seconds = 2

    @Flag(
        help: "Drive each output of --rig to its safe level, let go of it and see what it does; only without a daemon.")
    var probeLines = false

    @Flag(help: "Do not ask before --probe-lines.")
    var yes = false

    func validate() throws {
        guard (1...600).contains(seconds) else { throw ValidationError("--seconds lies between 1 and 600") }
        guard options.host == nil || rig == nil else {
            throw ValidationError("--rig is for this machine; run `cisterna doctor --rig` on the other one itself")
        }
        guard !probeLines || rig != nil else { throw ValidationError("--probe-lines takes the lines from --rig") }
    }

    func perform(_ session: Session) async throws {
        let description = try rig.map { path in
            try RigDescription(parsing: Document(reading: path).text, file: path)
        }
        let reply = try await asked(session, description)
        let report = try reply.printable.decode(DoctorReply.self)
        session.show(reply, DoctorText(reply: report, style: session.console.style).lines)
        let bad = report.findings.filter { $0.verdict == .bad }.map(\.check)
        guard bad.isEmpty else { throw BadMachine(checks: bad) }
    }

    /// The daemon's report, or our own where none is to be had.
    private func asked(_ session: Session, _ description: RigDescription?) async throws -> JSONValue {
        let path = options.socketPath
        // Without a daemon there the far machine cannot be examined from here; the call says what is the matter.
        guard options.host == nil else { return try await session.client.call(.doctor) }
        do {
            let reply = try await session.client.call(.doctor)
            guard !probeLines else {
                throw Misuse(message: "a daemon answers on \(path) and holds its lines: end it before --probe-lines")
            }
            if description != nil { session.console.note("The daemon reports on its own rig; --rig is not used.") }
            return reply
        } catch let error as ClientError where error.kind == .notRunning {
            say("No daemon runs on \(path): this is the machine as you find it.", session)
        } catch let error as ClientError where error.kind == .notPermitted {
            say("The daemon's socket \(path) is not for you: this is the machine as you find it.", session)
        }
        let lines = try releasedLines(session, description)
        say("Measuring for \(seconds) s.", session)
        return try await JSONValue(
            encoding: Examination.ofUser(
                rig: description, wakeUps: seconds * 1_000, socket: path, releasedLines: lines
            ).reply())
    }

    private func say(_ line: String, _ session: Session) {
        if !session.quiet { session.console.note(line) }
    }

    private func releasedLines(_ session: Session, _ description: RigDescription?) throws -> ReleasedLines {
        guard probeLines, let description else { return .notLookedAt }
        guard let configuration = GPIOConfiguration(description) else {
            throw Misuse(message: "\(rig ?? ""): “\(description.name)” is a simulated rig: it has no lines to probe")
        }
        say(
            "Cut the motor's supply first: a line that falls back to its pull may switch the driver on or open the valve.",
            session)
        try session.ask("Drive the rig's outputs to their safe levels and let go of them?", isAnswered: yes)
        do {
            return .probed(try GPIOReleaseProbe.probe(configuration))
        } catch {
            return .failed(error)
        }
    }
}
