// SPDX-License-Identifier: Apache-2.0

extension ProgrammerInterface {
    /// Why a call is refused.
    static let errors = """
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
          asked: int,
          # The file that sets it; null where no file does, as with these three.
          file: ?string,
          # From 1.
          line: ?int,
          # From 1.
          column: ?int,
          # Whose it is: the rig's, the drug library's, the prescription's. Null where it is the pump's own.
          whose: ?string
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

        # The daemon was ended while it worked on the first request of this id: nothing more will be done for it. What was
        # done counts and is on record.
        error RequestInterrupted (requestId: string)

        # A window of time that overlaps the dose would hold more of a drug than it may.
        error DoseLimit (
          # The past hour, the past 24 hours, or the demand bolus's own.
          window: (hour, day, demand),
          drug: string,
          ceilingNanograms: int,
          # Until the same dose would fit, at the programmed background; null where no wait helps.
          remainingSeconds: ?int
        )

        # A bridge bolus is under way.
        error BridgeActive ()

        # The rig file names no prime rate.
        error NoPrimeRate ()

        # Nobody declared the path free of drug.
        error PathNotFree ()

        # More than dead volume and uncertainty take; so much may still be primed.
        error BeyondPath (leftNanoliters: int)

        # The prescription is no trial, or none was started.
        error NoTrial ()

        # A refill or a trial is not where this step belongs.
        error OutOfOrder (
          # The step that was asked for.
          step: string,
          # Where it stands and what comes first, one sentence.
          text: string
        )

        # Beyond these limits a commit takes an override with a name and a reason.
        error SoftLimits (limits: []SoftLimit)

        # Without real-time scheduling this rig does not arm.
        error RealTimeDegraded ()

        """
}
