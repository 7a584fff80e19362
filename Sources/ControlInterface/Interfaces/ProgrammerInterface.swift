// SPDX-License-Identifier: Apache-2.0
import Varlink

/// `io.cisterna.Programmer`: what the pump is to do.
public enum ProgrammerInterface {
    public static let name = "io.cisterna.Programmer"

    /// The definition, parsed once.
    public static let definition = InterfaceDefinition.parse(text)

    public static let text =
        [types, SharedTypes.tipDose, SharedTypes.refillStatus, SharedTypes.trialStatus, proposals, steps, errors]
        .joined(
            separator: "\n")

    private static let proposals = """
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
          # The file that the document was read from; null where it comes from none.
          fileName: ?string,
          # Why the old mixture in the path shall not be bridged; null where it shall, as far as it must.
          declineBridge: ?string
        ) -> (
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

        # Makes a proposal the prescription. What is owed starts from zero. Beyond soft limits it takes an override.
        method Commit(
          requestId: string,
          proposalId: string,
          # The revision that it was proposed against.
          revision: int,
          # Who commits it.
          operator: string,
          # Who overrides the soft limits; null where the proposal goes beyond none.
          overrideName: ?string,
          # Why; null with the name above.
          overrideReason: ?string
        ) -> (
          # The new revision.
          revision: int
        )

        # Adds a single bolus to the background. Exactly one of dose and volume.
        method Bolus(
          requestId: string,
          # The revision that the caller has seen.
          revision: int,
          # Of the primary drug; null where the volume is given.
          doseNanograms: ?int,
          # Null where the dose is given.
          volumeNanoliters: ?int,
          # The maximum rate may lengthen it.
          durationSeconds: int,
          # Who takes it upon himself to go beyond soft limits of the drug library; null where none is passed.
          overrideName: ?string,
          # Why; null where none is passed.
          overrideReason: ?string
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

        """
}
