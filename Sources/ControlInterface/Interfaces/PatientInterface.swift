// SPDX-License-Identifier: Apache-2.0
import Varlink

/// `io.cisterna.Patient`: the demand bolus, and what is left of it.
public enum PatientInterface {
    public static let name = "io.cisterna.Patient"

    /// The definition, parsed once.
    public static let definition = InterfaceDefinition.parse(text)

    public static let text = """
        # The demand bolus: asked for, and what is left of it. Stop and Silence of io.cisterna.Pump are for everybody. Whole
        # numbers in the unit that ends the field's name.
        interface io.cisterna.Patient

        # The states of the pump, as io.cisterna.Pump has them.
        type State (selfTest, stopped, delivering, paused, releasing, priming, refilling, servicing, failed)

        # Asks for the demand bolus of the prescription. A refusal is on record too.
        method RequestBolus(requestId: string) -> (
          bolusId: int,
          volumeNanoliters: int,
          expectedSeconds: int
        )

        # What is left of the demand boluses, and when the next is possible. Asks for nothing.
        method Allowance() -> (
          # Whether the prescription has a demand bolus.
          prescribed: bool,
          # Whether one would be granted now.
          possible: bool,
          # Why not, one sentence; null where one is possible.
          reason: ?string,
          # Until the next is possible; zero now, null where no wait helps or nobody knows how long.
          nextSeconds: ?int,
          # How many more 24 hours allow; null where none is prescribed.
          leftToday: ?int,
          # Of one bolus; null where none is prescribed.
          volumeNanoliters: ?int,
          # Of one bolus, of the primary drug; null where none is prescribed.
          doseNanograms: ?int,
          # The primary drug; null where none is prescribed.
          drug: ?string
        )

        # The state does not allow it. Nothing has changed.
        error NotInState (state: State)

        # This condition must be gone and acknowledged first.
        error ConditionStands (condition: string)

        # No prescription was ever committed.
        error NoProgram ()

        # The prescription has no demand bolus.
        error NoDemand ()

        # Not yet.
        error LockedOut (
          # The last one is too short a time ago; as many as 24 hours allow have begun; a window would hold too much.
          because: (lockout, count, window),
          # Until another would be granted, rounded up.
          remainingSeconds: int,
          # The same in words, without the time.
          text: string
        )

        # A window of time that overlaps the dose would hold more of a drug than it may, and nobody can say for how long.
        error DoseLimit (
          # The past hour, the past 24 hours, or the demand bolus's own.
          window: (hour, day, demand),
          drug: string,
          ceilingNanograms: int,
          # Until the same dose would fit, at the programmed background; null where no wait helps.
          remainingSeconds: ?int
        )

        # A demand bolus or a prime is under way.
        error BolusActive ()

        # A bridge bolus is under way.
        error BridgeActive ()

        # The reservoir does not hold it.
        error BeyondReservoir (remainingNanoliters: int)

        # Smaller than what the rig can deliver.
        error NotDeliverable (minimumNanoliters: int)

        # The same id was used for another request.
        error RequestConflict (requestId: string)

        # The first request of this id has no outcome yet: ask for it with io.cisterna.Programmer.Outcome, or again.
        error RequestPending (requestId: string)

        # The daemon was ended while it worked on the first request of this id: nothing more will be done for it. What was
        # done counts and is on record.
        error RequestInterrupted (requestId: string)

        # A refill or a trial is not where this step belongs, or the pump does not have the prescription on record.
        error OutOfOrder (
          # The step that was asked for.
          step: string,
          # Where it stands and what comes first, one sentence.
          text: string
        )

        # Without real-time scheduling this rig does not arm.
        error RealTimeDegraded ()

        """
}
