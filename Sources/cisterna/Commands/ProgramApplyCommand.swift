// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna program apply`: propose, review, commit.
struct ProgramApplyCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Propose a prescription, show what changes, and commit it.",
        usage: "cisterna program apply [--operator <name>] [--yes] <file>")

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption

    @Flag(help: "Do not ask.")
    var yes = false

    @Argument(help: "The prescription, a TOML file.")
    var file: String

    func perform(_ session: Session) async throws {
        let name = try operatorOption.resolved()
        let document = try Document(reading: file)
        let client = session.client
        let committed = try await client.call(.interrogate, as: InterrogateReply.self)
        let proposal = try await DaemonDocumentCheck(client: client, operatorName: name)
            .propose(document, revision: committed.revision)
        session.review(ReviewText(proposal: proposal, style: session.console.style).lines)
        try session.ask("Commit?", isAnswered: yes)
        let requestId = RequestID.make()
        let reply = try await session.request(
            .commit, requestId,
            CommitParameters(
                requestId: requestId, proposalId: proposal.proposalId, revision: committed.revision, operator: name))
        let revision = try reply.decode(CommitReply.self).revision
        try session.confirm(
            ["commit": reply, "proposal": JSONValue(encoding: proposal)], ["Committed as revision \(revision)."])
    }
}
