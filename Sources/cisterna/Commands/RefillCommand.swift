// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna refill`.
struct RefillCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "refill", abstract: "Refill the reservoir, step by step.",
        usage: """
            cisterna refill
            cisterna refill guide
            cisterna refill (begin | commit | abandon)
            cisterna refill (aspirated <volume> | fill <file>)
            """,
        discussion: """
            Without a step: where the refill stands and what is next. The steps are begin (delivery stops), aspirated \
            (what came out), fill (the prescription of the new fill is proposed) and commit; abandon ends the refill \
            without a new prescription. guide asks for each of them, and goes on where the refill stands.
            """,
        subcommands: [
            RefillGuideCommand.self, RefillBeginCommand.self, RefillAspiratedCommand.self, RefillFillCommand.self,
            RefillCommitCommand.self, RefillAbandonCommand.self,
        ])

    @OptionGroup var options: Options

    func perform(_ session: Session) async throws {
        let reply = try await session.client.call(.status)
        let refill = try reply.printable.decode(StatusReply.self).status.refill
        session.show(["refill": reply["status"]?["refill"] ?? .null], RefillText.lines(refill, session.console.style))
    }
}
