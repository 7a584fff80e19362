// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna program apply`: propose, review, commit.
struct ProgramApplyCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Propose a prescription, show what changes, and commit it.",
        usage: "cisterna program apply [--operator <name>] [--yes] ... <file>",
        discussion: """
            Beyond soft limits it takes --override-name and --override-reason, which are on record. A bridge bolus comes \
            with each change of mixture that allows one, unless --decline-bridge says why not.
            """)

    @OptionGroup var options: Options
    @OptionGroup var operatorOption: OperatorOption
    @OptionGroup var override: OverrideOption
    @OptionGroup var bridge: BridgeOption

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
            .propose(document, revision: committed.revision, declineBridge: bridge.declineBridge)
        session.review(ReviewText(proposal: proposal, style: session.console.style).lines)
        if !proposal.softLimits.isEmpty, override.overrideName == nil {
            throw ControlError.softLimits(proposal.softLimits)
        }
        try session.ask("Commit?", isAnswered: yes)
        let requestId = RequestID.make()
        let reply = try await session.request(
            .commit, requestId,
            CommitParameters(
                requestId: requestId, proposalId: proposal.proposalId, revision: committed.revision, operator: name,
                overrideName: override.overrideName, overrideReason: override.overrideReason))
        let revision = try reply.decode(CommitReply.self).revision
        try session.confirm(
            ["commit": reply, "proposal": JSONValue(encoding: proposal)], ["Committed as revision \(revision)."])
    }
}
