// SPDX-License-Identifier: Apache-2.0

extension ProgrammerInterface {
    /// What goes step by step: prime, refill, trial; and the clock and notes.
    static let steps = """
        # Moves the pump clock: nothing else ever does.
        method SetClock(
          requestId: string,
          # Since 1970 in UTC.
          unixSeconds: int,
          # The fixed offset east of UTC that the clock keeps, -50400 to 50400.
          offsetSeconds: int,
          # Who sets it.
          operator: string
        ) -> (
          # What it showed; null where it was unknown.
          before: ?string,
          # What it shows: 2026-11-23 06:30:05.
          shows: string
        )

        # Fills pump path and catheter at the rig's prime rate. On a path that was declared free of drug only; all primes
        # since then stay within dead volume and uncertainty.
        method Prime(
          requestId: string,
          # The revision that the caller has seen.
          revision: int,
          # Null for all that is left.
          volumeNanoliters: ?int
        ) -> (
          bolusId: int,
          volumeNanoliters: int,
          rateNanolitersPerDay: int,
          expectedSeconds: int,
          # How certain the dead volume is, and that mixtures mix.
          warning: string
        )

        # Says what pump path and catheter hold: no drug, or nobody knows what.
        method DeclarePath(
          requestId: string,
          contents: (free, unknown),
          # Who says so.
          operator: string,
          # How that is known, or why it is not.
          reason: string
        ) -> ()

        # The guided refill, step by step: begin stops delivery; aspirated says what came out; fill proposes the
        # prescription of the new fill, and may be repeated; commit makes it the prescription; abandon ends the refill
        # without one.
        method RefillStep(
          requestId: string,
          # Who refills.
          operator: string,
          step: (begin, aspirated, fill, commit, abandon),
          # What came out; with aspirated only, else null.
          volumeNanoliters: ?int,
          # TOML, verbatim; with fill only, else null.
          document: ?string,
          # The file that the document was read from; null where it comes from none.
          fileName: ?string,
          # With fill only: why the old mixture in the path shall not be bridged; null where it shall, as far as it must.
          declineBridge: ?string,
          # With commit only: who overrides the soft limits; null where the proposal goes beyond none.
          overrideName: ?string,
          # Why; null with the name above.
          overrideReason: ?string
        ) -> (
          # As it stands now; null once it has ended.
          refill: ?RefillStatus,
          # With fill only, else null.
          proposal: ?Proposal,
          # The committed revision; with commit the new one.
          revision: int,
          # What to do next, one sentence.
          next: string
        )

        # The trial of the prescription, step by step. Doses are those of the prescription.
        method TrialStep(
          requestId: string,
          # The revision that the caller has seen.
          revision: int,
          # Who does or observes it.
          operator: string,
          step: (start, dose, score, sideEffect, note, relief, end),
          # From 0, no pain, to 10; with score only, else null.
          score: ?int,
          # With sideEffect and note, and where there is more to say; else null.
          text: ?string
        ) -> (
          # As it stands now.
          trial: TrialStatus
        )

        # What came of the present trial, or of the last one.
        method TrialReport() -> (
          # For reading.
          lines: []string,
          # A prescription for the long term, as TOML; null where the trial gives no ground for one.
          proposedDocument: ?string,
          # The same as the lines, for programs.
          report: object
        )

        # Writes a note into the record.
        method Annotate(
          requestId: string,
          # Who writes it.
          operator: string,
          text: string
        ) -> ()

        """
}
