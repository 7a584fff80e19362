// SPDX-License-Identifier: Apache-2.0

extension ProgrammerInterface {
    /// What prescriptions, proposals and their problems are made of.
    static let types = """
        # Prescriptions, boluses, refills, trials and the pump clock. A change is proposed, reviewed and committed. The same
        # requestId with the same parameters gives the first outcome again, also across a restart. Whole numbers in the
        # unit that ends the field's name.
        interface io.cisterna.Programmer

        # The states of the pump, as io.cisterna.Pump has them.
        type State (selfTest, stopped, delivering, paused, releasing, priming, refilling, servicing, failed)

        # Something that follows from a prescription.
        type Figure (
          # What it is: 'daily dose of morphine'.
          name: string,
          # Its value with its unit.
          text: string
        )

        # A field of the prescription that a proposal changes.
        type Change (
          # Its path in the document: 'infusion.rate'.
          field: string,
          # Null where there was none.
          old: ?string,
          # Null where there is none any more.
          new: ?string
        )

        # Something that bounds every prescription on this pump.
        type Limit (
          name: string,
          # Its value with its unit.
          text: string
        )

        # Something wrong in a document.
        type Problem (
          # The document's file, as the caller named it.
          file: string,
          # From 1.
          line: int,
          # From 1.
          column: int,
          # Its path in the document; empty where it is about the whole.
          field: string,
          message: string
        )

        # A soft limit that a prescription goes beyond.
        type SoftLimit (
          # Its path in the document: 'infusion.dose-rate'.
          field: string,
          # What the document says, with its unit.
          asked: string,
          # With its unit.
          limit: string,
          # Who set it, and where.
          source: string
        )

        # What Propose answers.
        type Proposal (
          proposalId: string,
          # The committed document; null for the first.
          oldDocument: ?string,
          # Field by field, in the order of the document.
          changes: []Change,
          # What would follow.
          figures: []Figure,
          warnings: []string,
          # What it goes beyond; Commit then takes an override.
          softLimits: []SoftLimit,
          # The next 72 hours, drug by drug, as if it were committed now.
          ahead: []TipDose,
          # How long the proposal can be committed.
          expiresSeconds: int
        )

        """
}
