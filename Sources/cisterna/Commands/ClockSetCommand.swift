// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Foundation
import Therapy
import Varlink

/// `cisterna clock set`.
struct ClockSetCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set the pump clock: nothing else ever moves it.",
        usage: "cisterna clock set [--at <time>] [--offset <offset>] [--yes] ...",
        discussion: """
            To this machine's time and offset, unless told otherwise: cisterna clock set --at 2026-11-23T06:30:00 \
            --offset +01:00. The offset stays as it is set: no daylight saving. Programs of the time of day follow the \
            clock at once. Asks first.
            """)

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Option(help: ArgumentHelp("What it is to show: \"2026-11-23T06:30:00\".", valueName: "time"))
    var at: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The offset east of UTC that it keeps: \"+01:00\".", valueName: "offset"))
    var offset: String?

    @Flag(help: "Do not ask.")
    var yes = false

    func perform(_ session: Session) async throws {
        let name = try operatorOption.resolved()
        let time = try at.map { try Self.time($0) }
        let offset = try offset.map { try Self.offset($0) } ?? Self.offsetHere
        let shown = time.map { "\($0)" } ?? "this machine's time"
        let before = try await session.status().clock
        try session.ask(
            "Set the pump clock to \(shown), \(offset)? \(ClockText.now(before))", isAnswered: yes)
        let requestId = RequestID.make()
        // Read after the question: who answers takes time.
        let unixSeconds = time.map { $0.seconds - offset.seconds } ?? Int64(Date().timeIntervalSince1970.rounded(.down))
        let reply = try await session.request(
            .setClock, requestId,
            SetClockParameters(
                requestId: requestId, unixSeconds: unixSeconds, offsetSeconds: offset.seconds, operator: name))
        let set = try reply.printable.decode(SetClockReply.self)
        session.confirm(
            reply,
            ["The pump clock shows \(set.shows), \(offset); it \(set.before.map { "showed \($0)" } ?? "was unknown")."])
        if !session.json, !session.quiet, let after = try? await session.status().clock {
            session.console.print(ClockText.difference(after) + ".")
        }
    }

    static func time(_ text: String) throws(BadQuantity) -> CivilTime {
        guard let time = CivilTime(text) else {
            throw BadQuantity(argument: "--at \"\(text)\"", message: "a time is written 2026-11-23T06:30:00")
        }
        return time
    }

    static func offset(_ text: String) throws(BadQuantity) -> UTCOffset {
        guard let offset = UTCOffset(text) else {
            throw BadQuantity(argument: "--offset \"\(text)\"", message: "an offset is written +01:00, up to 14 hours")
        }
        return offset
    }

    /// This machine's, now; zones with odd seconds are history.
    private static var offsetHere: UTCOffset {
        UTCOffset(seconds: Int64(TimeZone.current.secondsFromGMT() / 60 * 60)) ?? .utc
    }
}
