// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Varlink

/// A refill by questions. Where it stands is the daemon's to say, so it goes on after whatever came in between.
struct RefillGuide: Sendable {
    let steps: RefillSteps
    let declineBridge: String?

    private var session: Session { steps.session }
    private var console: Console { steps.session.console }

    /// - Throws: ``RefillLeft`` where the person leaves it where it stands.
    func run() async throws {
        var stage = try await session.status().refill?.step
        if let stage { console.print("A refill is under way: \(stage.rawValue).") }
        // Each step once; only the daemon moves it on.
        while true {
            switch stage {
            case nil: stage = try await begin()
            case .begun?: stage = try await aspirate()
            // What was proposed is not on this screen: it is reviewed again.
            case .aspirated?, .filled?:
                try await fillAndCommit()
                return
            }
        }
    }

    private func begin() async throws -> RefillStageWord? {
        try session.ask("Begin a refill? Delivery stops until it ends.", isAnswered: false)
        let reply = try await steps.begin()
        try steps.show(reply, "Refill begun.")
        return try reply.decode(RefillStepReply.self).refill?.step ?? .begun
    }

    private func aspirate() async throws -> RefillStageWord? {
        while true {
            let answer = try answer("Empty the reservoir. How much came out (\"1.8 mL\")?")
            do {
                let volume = try QuantityArgument.nanoliters(answer, of: "aspirated", orNone: true)
                let reply = try await steps.aspirated(nanoliters: volume)
                try steps.show(reply, "Aspirated: \(Shown.nanoliters(volume)).")
                return try reply.decode(RefillStepReply.self).refill?.step ?? .aspirated
            } catch let error as BadQuantity {
                say(error)
            }
        }
    }

    private func fillAndCommit() async throws {
        while true {
            let file = try answer("Fill the reservoir. Which file is the prescription with the new fill?")
            do {
                let document = try Document(reading: file)
                let reply = try await steps.fill(document, declineBridge: declineBridge)
                try steps.show(reply, "Proposed; nothing is changed yet.")
                guard let proposal = try reply.printable.decode(RefillStepReply.self).proposal else {
                    throw Misuse(message: "the daemon sent no proposal: cisterna refill commit")
                }
                if try await commit(proposal) { return }
            } catch let error as BadFile {
                say(error)
            } catch let error as CallError where mayHelp(error) {
                say(error)
            }
        }
    }

    /// False where another document is wanted.
    private func commit(_ proposal: ProposeReply) async throws -> Bool {
        var (name, reason): (String?, String?)
        if !proposal.softLimits.isEmpty {
            name = try answer("It goes beyond soft limits. Who overrides them?")
            reason = try answer("Why?")
        }
        guard console.ask("Commit the new fill?") else { return false }
        let reply = try await steps.commit(overrideName: name, overrideReason: reason)
        try steps.show(reply, "Committed as revision \(reply.decode(RefillStepReply.self).revision).")
        return true
    }

    /// Another document may be better; anything else is no use to ask for again.
    private func mayHelp(_ error: CallError) -> Bool {
        switch ControlError(error) {
        case .invalidDocument, .limitExceeded, .staleProposal, .noSuchProposal: true
        default: false
        }
    }

    private func say(_ error: any Error) {
        for line in FailureText.lines(for: error) { console.note(line) }
    }

    /// - Throws: ``RefillLeft`` for an empty answer, or none.
    private func answer(_ question: String) throws -> String {
        guard let answer = console.answer(to: question), !answer.isEmpty else {
            throw RefillLeft()
        }
        return answer
    }
}
