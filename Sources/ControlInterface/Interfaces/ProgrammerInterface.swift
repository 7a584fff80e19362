// SPDX-License-Identifier: Apache-2.0
import Varlink

/// `io.cisterna.Programmer`: what the pump is to do.
public enum ProgrammerInterface {
    public static let name = "io.cisterna.Programmer"

    /// The definition, parsed once.
    public static let definition = InterfaceDefinition.parse(text)

    public static let text = """
        # Prescriptions and boluses. A change is proposed, reviewed and committed. The same requestId with the same
        # parameters gives the first outcome again, also across a restart. Whole numbers in the unit that ends the
        # field's name.
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

        # The committed prescription and what bounds the next one.
        method Interrogate() -> (
          pump: string,
          # Of the rig, from its file.
          rigName: string,
          # SHA-256 of the rig's file, in hexadecimal.
          rigDigest: string,
          # 0 when none was ever committed.
          revision: int,
          # The document as it was written; null when none was ever committed.
          document: ?string,
          # SHA-256 of the document, in hexadecimal.
          documentDigest: ?string,
          # The file that the document was read from.
          fileName: ?string,
          # Who committed it.
          operator: ?string,
          # When, by the wall clock in UTC (RFC 3339).
          committedAt: ?string,
          # What follows from it.
          figures: []Figure,
          maximumRateNanolitersPerDay: int,
          # The smallest bolus that can be delivered.
          minimumBolusNanoliters: int,
          # A regular stroke.
          strokePicoliters: int,
          # These and all others, for reading.
          limits: []Limit
        )

        # Checks a document and shows what it would change. Changes nothing.
        method Propose(
          requestId: string,
          # TOML, verbatim.
          document: string,
          # The revision that it was made against; 0 for the first.
          revision: int,
          # Who proposes it.
          operator: string,
          # The file that the document was read from.
          fileName: ?string
        ) -> (
          proposalId: string,
          # The committed document; null for the first.
          oldDocument: ?string,
          # Field by field, in the order of the document.
          changes: []Change,
          # What would follow.
          figures: []Figure,
          warnings: []string,
          # How long the proposal can be committed.
          expiresSeconds: int
        )

        # Makes a proposal the prescription. What is owed starts from zero.
        method Commit(
          requestId: string,
          proposalId: string,
          # The revision that it was proposed against.
          revision: int,
          # Who commits it.
          operator: string
        ) -> (
          # The new revision.
          revision: int
        )

        # Adds a single bolus to the background. Exactly one of dose and volume.
        method Bolus(
          requestId: string,
          # The revision that the caller has seen.
          revision: int,
          # Of the primary drug.
          doseNanograms: ?int,
          volumeNanoliters: ?int,
          # The maximum rate may lengthen it.
          durationSeconds: int
        ) -> (
          bolusId: int,
          volumeNanoliters: int,
          # What the bolus adds to the background.
          rateNanolitersPerDay: int,
          expectedSeconds: int
        )

        # Ends the bolus with the stroke in motion; the background goes on.
        method CancelBolus(requestId: string, bolusId: int) -> ()

        # What became of a request.
        method Outcome(requestId: string) -> (
          # Unknown: no such request is on record.
          state: (unknown, pending, done),
          # The qualified method that was called; null when unknown.
          method: ?string,
          # The qualified error that it was answered with; null when it succeeded or is not done.
          error: ?string,
          # The parameters of its reply or error; null when it is not done.
          outcome: ?object
        )

        # The state does not allow it. Nothing has changed.
        error NotInState (state: State)

        # This condition must be gone and acknowledged first.
        error ConditionStands (condition: string)

        # No prescription was ever committed.
        error NoProgram ()

        # A hard limit stands in the way.
        error LimitExceeded (
          # Its name, which ends with the unit of both numbers: maximumRateNanolitersPerDay.
          limit: string,
          allowed: int,
          asked: int
        )

        # Smaller than what the rig can deliver.
        error NotDeliverable (minimumNanoliters: int)

        # What was proposed against has changed, or its three minutes have passed.
        error StaleProposal ()

        # No proposal of this id.
        error NoSuchProposal ()

        # A bolus is under way.
        error BolusActive ()

        # No bolus of this id is under way.
        error NoSuchBolus ()

        # The reservoir does not hold it.
        error BeyondReservoir (remainingNanoliters: int)

        # The stop input is still asserted.
        error StopInputAsserted ()

        # The document cannot be a prescription for this pump.
        error InvalidDocument (problems: []Problem)

        # The committed prescription is another by now: this one.
        error RevisionMismatch (revision: int)

        # The same id was used for another request.
        error RequestConflict (requestId: string)

        # The first request of this id has no outcome yet: ask for it with Outcome.
        error RequestPending (requestId: string)

        # Without real-time scheduling this rig does not arm.
        error RealTimeDegraded ()

        """
}
