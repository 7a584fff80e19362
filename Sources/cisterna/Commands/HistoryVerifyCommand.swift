// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna history verify`.
struct HistoryVerifyCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Make the hash of each entry again and compare.",
        usage: "cisterna history verify ...",
        discussion: "Ends with 65 where an entry was changed, removed, added or moved, and names the first one.")

    @OptionGroup var options: Options

    func perform(_ session: Session) async throws {
        let reply = try await session.client.verifying.call(.verify)
        let verdict = try reply.printable.decode(VerifyReply.self)
        session.show(reply, Self.lines(verdict))
        guard verdict.whole else {
            throw BrokenRecord(
                sequence: verdict.broken?.sequence, text: verdict.broken?.text ?? "not as it was written")
        }
    }

    static func lines(_ verdict: VerifyReply) -> [String] {
        guard verdict.entries > 0 else { return ["There are no entries."] }
        let count = verdict.entries == 1 ? "1 entry" : "\(verdict.entries) entries"
        let range = "\(count), \(verdict.first) to \(verdict.last)"
        return verdict.whole
            ? ["\(range): each is as it was written.", "Last hash: \(verdict.lastHash)"]
            : ["\(range), are as they were written."]
    }
}

extension PumpClient {
    /// With patience for a record of years.
    var verifying: PumpClient {
        var client = self
        client.patience = 900
        return client
    }
}
