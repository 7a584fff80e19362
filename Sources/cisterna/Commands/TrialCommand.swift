// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Varlink

/// `cisterna trial`.
struct TrialCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "trial", abstract: "Go through the trial of the prescription, and report on it.",
        usage: """
            cisterna trial
            cisterna trial (start | dose | relief | end) [--text <text>]
            cisterna trial (score <n> | side-effect <text> | note <text>)
            cisterna trial report [--document]
            """,
        discussion: "Without a step: where the trial stands and what is next.",
        subcommands: [
            TrialStartCommand.self, TrialDoseCommand.self, TrialScoreCommand.self, TrialSideEffectCommand.self,
            TrialNoteCommand.self, TrialReliefCommand.self, TrialEndCommand.self, TrialReportCommand.self,
        ])

    @OptionGroup var options: Options

    func perform(_ session: Session) async throws {
        let reply = try await session.client.call(.status)
        let trial = try reply.printable.decode(StatusReply.self).status.trial
        let none = ["No trial is under way: commit a prescription with one, then cisterna trial start."]
        session.show(
            ["trial": reply["status"]?["trial"] ?? .null],
            trial.map { TrialText.lines($0, session.console.style) } ?? none)
    }

    /// Takes a step against the present revision, and shows where the trial stands then.
    ///
    /// - Parameter question: Asked first, with the prescription's name and revision; nil for what gives no dose.
    static func take(
        _ step: TrialStepWord, score: Int64? = nil, text: String? = nil, by operatorOption: OperatorOption,
        asking question: String? = nil, isAnswered: Bool = false, _ session: Session
    ) async throws {
        let name = try operatorOption.resolved()
        guard let prescription = try await session.status().prescription else { throw ControlError.noProgram }
        if let question {
            try session.ask(
                "\(question) of \(prescription.name), revision \(prescription.revision)?", isAnswered: isAnswered)
        }
        let requestId = RequestID.make()
        let reply = try await session.request(
            .trialStep, requestId,
            TrialStepParameters(
                requestId: requestId, revision: prescription.revision, operator: name, step: step, score: score,
                text: text))
        try session.confirm(
            reply, TrialText.lines(reply.printable.decode(TrialStepReply.self).trial, session.console.style))
    }
}
