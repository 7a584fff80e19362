// SPDX-License-Identifier: Apache-2.0

extension HistoryInterface {
    static let records = """
        # The states of the pump, as io.cisterna.Pump has them.
        type State (selfTest, stopped, delivering, paused, releasing, priming, refilling, servicing, failed)

        # What was seen of the pump in a minute of its own time; of ten when it is older than a week, of an hour when it is
        # older than 90 days.
        type TelemetryRow (
          # The minute of pump time with which it begins.
          minute: int,
          # How many it stands for: 1, 10 or 60.
          minutes: int,
          # By the wall clock at its end (RFC 3339).
          wallTime: string,
          # At its end.
          state: State,
          # At its end, boluses included.
          rateNanolitersPerDay: int,
          # All that was ever commanded forward, at its end.
          forwardPicoliters: int,
          reversePicoliters: int,
          # What the account says is left in the reservoir; null before the first fill.
          remainingNanoliters: ?int,
          # The least reading of the pressure sensor; null where there was none.
          lowestPressurePascals: ?int,
          # The mean of the readings; null where there was none.
          meanPressurePascals: ?int,
          # The greatest reading; null where there was none.
          highestPressurePascals: ?int
        )

        # What was delivered, as an interval.
        type VolumeInterval (
          lowerPicoliters: int,
          nominalPicoliters: int,
          upperPicoliters: int
        )

        # Whose bolus it was: an operator's, the patient's, or one that fills pump path and catheter.
        type BolusKind (single, demand, prime)

        # What became of a bolus. limited: a dose window was full; interrupted: a crash cut it short; refused: the pump did
        # not take it.
        type BolusState (ordered, running, completed, cancelled, stopped, limited, interrupted, refused)

        # A bolus as the record tells it afterwards.
        type RecordedBolus (
          bolusId: int,
          kind: BolusKind,
          orderedNanoliters: int,
          durationSeconds: int,
          state: BolusState,
          deliveredLowerNanoliters: int,
          deliveredUpperNanoliters: int,
          # By the wall clock as it was then (RFC 3339); null where the entry was dropped.
          orderedAt: ?string,
          # By the wall clock as it was then; null where it has not ended, or the entry was dropped.
          endedAt: ?string,
          # The request that ordered it; null for one of the pump's own button.
          requestId: ?string
        )

        # A prescription that was committed.
        type RecordedPrescription (
          revision: int,
          # Word by word.
          text: string,
          # SHA-256 of the text, in hexadecimal.
          digest: string,
          # SHA-256 of the rig file that it was reviewed against.
          rigDigest: string,
          operator: string,
          reason: string,
          # By the wall clock as it was then (RFC 3339).
          committedAt: string,
          fillNumber: int
        )

        # The first entry that is not as it was written.
        type BrokenEntry (
          sequence: int,
          # What is wrong with it, one sentence.
          text: string
        )
        """

    static let methods = """
        # Rows of telemetry in their order, one a reply; then an empty reply. The last ten minutes may be missing. A stream:
        # call it with 'more'.
        method Telemetry(
          # Only those that end at or after this (RFC 3339).
          since: ?string,
          # Only those that end before this.
          until: ?string,
          # So many at most.
          limit: ?int
        ) -> (
          # Null in the empty reply.
          row: ?TelemetryRow
        )

        # What the record comes to, as last settled.
        method Totals() -> (
          forwardPulses: int,
          reversePulses: int,
          # Since the record began, with all that widens it: calibration, unknown phase, what a crash left unproven.
          delivered: VolumeInterval,
          reversePicoliters: int,
          # What was counted as delivered without proof.
          unprovenPicoliters: int,
          fillNumber: int,
          # The first entry that is still there.
          firstEntry: int,
          lastEntry: int,
          # In hexadecimal.
          lastHash: string,
          # The version of the record's tables.
          schema: int,
          # When the first entry that is still there was written (RFC 3339); null where that is not known.
          began: ?string
        )

        # Boluses in their order, one a reply; then an empty reply. A stream: call it with 'more'.
        method Boluses(
          # Only those ordered at or after this (RFC 3339).
          since: ?string,
          # Only those ordered before this.
          until: ?string,
          # So many at most.
          limit: ?int
        ) -> (
          # Null in the empty reply.
          bolus: ?RecordedBolus
        )

        # All prescriptions that were ever committed, one a reply; then an empty reply. A stream: call it with 'more'.
        method Prescriptions() -> (
          # Null in the empty reply.
          prescription: ?RecordedPrescription
        )

        # Makes the hash of each entry again and compares.
        method Verify() -> (
          # How many were looked at.
          entries: int,
          first: int,
          last: int,
          # Of the last one looked at, in hexadecimal.
          lastHash: string,
          # Nothing was changed, removed, added or moved.
          whole: bool,
          # Null where nothing is wrong.
          broken: ?BrokenEntry
        )
        """
}
