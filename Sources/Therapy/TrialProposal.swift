// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// What a trial proposes to go on with: a therapy file as text, which nobody has committed, and where its dose comes from.
public struct TrialProposal: Codable, Hashable, Sendable {
    /// A therapy file that reads as a prescription; nil where there is none to be proposed.
    public let text: String?
    /// The rule behind it with its source, or why there is no proposal.
    public let basis: String

    /// After a continuous trial.
    static let heldRateBasis =
        "The rate at which relief was marked goes on as a simple continuous infusion. No published rule was found behind "
        + "that: a teaching rule, to be checked by whoever commits it."

    /// After injections.
    static let dailyDoseBasis =
        "A daily dose equal to the dose that brought relief: a teaching rule, to be checked by whoever commits it. Best "
        + "practice for baclofen (Neuromodulation 2016;19:623) begins with twice the screening dose a day, or with the "
        + "same where the response lasted for more than 8 hours; this is the lesser of the two. For other drugs no rule "
        + "was found."

    /// - Parameter prescription: The one under which the trial ran: reservoir, mixture, limits and catheter stay.
    init(_ trial: Trial, prescription: Prescription) {
        guard trial.phase == .ended(.relief), let relief = trial.relief else {
            self.init(basis: "No proposal: the trial has not ended with relief.")
            return
        }
        guard prescription.admixture.primary.name == trial.drug else {
            self.init(
                basis: "No proposal: the trial is of \(trial.drug), and the primary drug of the prescription is "
                    + "\(prescription.admixture.primary.name).")
            return
        }
        if let rate = trial.heldRate {
            self.init(
                trial, prescription, infusion: "rate = \"\(rate)\"", rate: rate, basis: Self.heldRateBasis)
            return
        }
        // The last injection before relief; of what was asked for and what was delivered the lesser.
        let given = zip(trial.given, trial.plan.injections).filter { $0.0.time.pumpTime <= relief.time.pumpTime }
        let effective = given.last.map { min($0.0.dose, $0.1) } ?? .zero
        let daily = DoseRate(picogramsPerDay: effective.picograms)
        guard let rate = try? daily.flowRate(at: prescription.admixture.primary.concentration), rate > .zero else {
            self.init(basis: "No proposal: \(daily) is no rate that can be held.")
            return
        }
        self.init(trial, prescription, infusion: "dose-rate = \"\(daily)\"", rate: rate, basis: Self.dailyDoseBasis)
    }

    private init(text: String? = nil, basis: String) {
        self.text = text
        self.basis = basis
    }

    private init(_ trial: Trial, _ prescription: Prescription, infusion: String, rate: FlowRate, basis: String) {
        guard let table = TableLines(of: "infusion", in: prescription.text) else {
            self.init(
                basis: "No proposal: the therapy file has no line [infusion] that another infusion could replace.")
            return
        }
        let sentences = basis.split(separator: ". ").map { "# \($0)\($0.hasSuffix(".") ? "" : ".")\n" }
        let therapy =
            "# Proposed after the trial “\(trial.name)” of \(trial.drug): for the bench, not committed by anybody.\n"
            + sentences.joined() + table.before
            + "[infusion]\nmode = \"simple-continuous\"\n\(infusion)\n" + table.after
        // What goes on for good is no trial any more.
        let text = TableLines(of: "trial", in: therapy).map { $0.before + $0.after } ?? therapy
        if let objection = Self.objection(to: text, rate: rate) {
            self.init(basis: "No proposal: \(objection)")
        } else {
            self.init(text: text, basis: basis)
        }
    }

    private static func objection(to text: String, rate: FlowRate) -> String? {
        do throws(DocumentErrors) {
            let proposed = try Prescription(parsing: text, file: "the proposal")
            guard proposed.infusion == .simpleContinuous(rate: rate) else {
                return "the therapy file would mean another rate than \(rate)."
            }
            return proposed.trial == nil ? nil : "the therapy file has a trial that is no table of its own lines."
        } catch {
            return "with a simple continuous infusion the therapy file is not sound. \(error)"
        }
    }
}
