// SPDX-License-Identifier: Apache-2.0
import Varlink

/// `io.cisterna.Pump`: what the pump does, and how it is stopped.
public enum PumpInterface {
    public static let name = "io.cisterna.Pump"

    /// The definition, parsed once.
    public static let definition = InterfaceDefinition.parse(text)

    public static let text =
        [
            types, therapyTypes, SharedTypes.tipDose, SharedTypes.refillStatus, SharedTypes.trialStatus,
            statusAndMethods,
        ].joined(separator: "\n")

    private static let statusAndMethods = """
        # Everything that there is to show.
        type PumpStatus (
          # The pump's name.
          pump: string,
          # The daemon's version.
          version: string,
          # That this is for benches only.
          notice: string,
          # Since the daemon's start, in real time.
          uptimeSeconds: int,
          state: State,
          # Everything up to this state is on disk.
          recorded: bool,
          rig: Rig,
          # Null before the first commit.
          prescription: ?Prescription,
          # The background of the prescription, whatever the state.
          programRateNanolitersPerDay: int,
          # What is delivered now: background and bolus.
          rateNanolitersPerDay: int,
          # The lowest of all limits.
          maximumRateNanolitersPerDay: int,
          # A dose window is full: what is delivered is the safe rate until somebody resumes or commits.
          safeRate: bool,
          # All that is on record.
          deliveredOnRecord: VolumeInterval,
          deliveredSinceStart: VolumeInterval,
          # The integral of what was programmed while the pump was delivering, since the daemon's start.
          prescribedSinceStartPicoliters: int,
          # Made since the daemon's start.
          strokes: int,
          # STEP pulses made forward, on record; never goes back.
          odometerForwardPulses: int,
          # STEP pulses made in reverse, on record; never goes back.
          odometerReversePulses: int,
          # How far the forward odometer may go by what is on disk.
          grantPulses: int,
          # Null before the first fill.
          reservoir: ?Reservoir,
          # Null before the first fill, and without a prescription.
          refillDates: ?RefillDates,
          # Null when no refill is under way.
          refill: ?RefillStatus,
          # Null when none is under way.
          bolus: ?Bolus,
          # The single bolus that waits for a demand bolus to end; null when none does.
          suspendedBolus: ?Bolus,
          # Null when none is under way.
          bridge: ?BridgeStatus,
          clock: PumpClock,
          # One for each drug of the prescription, the primary one first; none before the first commit.
          doses: []DrugDose,
          # The same after 6, 12, 24, 48 and 72 hours, if nobody interferes; none while the pump does not deliver.
          ahead: []TipDose,
          # Null when the present mixture is at the tip already, and while nobody knows: path unknown, or no flow.
          front: ?FrontStatus,
          # Null when no trial is under way.
          trial: ?TrialStatus,
          # Null where the rig file describes no service life.
          service: ?ServiceStatus,
          # At the pump's outlet; null without a sensor.
          pressurePascals: ?int,
          # Of the rotor sensor, forward positive; null without one.
          rotorCounts: ?int,
          # Whether the rotor's place in its revolution is known.
          phaseKnown: bool,
          # The most urgent first.
          alarms: []Alarm,
          realTime: RealTime
        )

        # The present status.
        method Status() -> (status: PumpStatus)

        # The status, then again at each change; a heartbeat when ten seconds pass without one. A stream: call it with
        # 'more'. Ends with the connection.
        method Watch() -> (
          # Null in a heartbeat.
          status: ?PumpStatus,
          # True in a heartbeat, else null.
          heartbeat: ?bool
        )

        # Stops the pump before its next edge, in every state, and ends every bolus. For everybody who can connect; each
        # call stops anew.
        method Stop() -> (
          # The event is on disk.
          recorded: bool,
          # The real-time thread has said that no edge follows.
          confirmed: bool,
          # The forward odometer at the stop.
          lastOdometerPulses: int
        )

        # Starts the background of the prescription, never a bolus.
        method Resume(
          requestId: string,
          # The revision that the caller has seen.
          revision: int
        ) -> ()

        # The listed conditions, the most urgent first.
        method Alarms() -> (alarms: []Alarm)

        # Silences what is listed now; never changes delivery. Ends by itself, or with a new alarm. For everybody who
        # can connect.
        method Silence(
          # How long; null for the longest, 600.
          seconds: ?int
        ) -> (
          # How long it will be.
          seconds: int
        )

        # Shows for some seconds each what the three priorities sound and look like, the highest first; never changes
        # delivery. A real alarm has precedence.
        method AlarmTest() -> (
          # How long it takes.
          seconds: int,
          # Whether the rig has a buzzer or lamps to show it.
          hasOutputs: bool
        )

        # Says that somebody has seen a condition.
        method Acknowledge(
          requestId: string,
          condition: string
        ) -> (
          # Whether it stays listed, because its cause is there.
          listed: bool
        )

        # The state does not allow it. Nothing has changed.
        error NotInState (state: State)

        # This condition must be gone and acknowledged first.
        error ConditionStands (condition: string)

        # No condition of this name is listed.
        error NoSuchCondition (condition: string)

        # No prescription was ever committed.
        error NoProgram ()

        # The prescription is a staircase, and its trial is not under way.
        error OutOfOrder (
          # The step that was asked for.
          step: string,
          # What comes first, one sentence.
          text: string
        )

        # The stop input is still asserted.
        error StopInputAsserted ()

        # The committed prescription is another by now: this one.
        error RevisionMismatch (revision: int)

        # The same id was used for another request.
        error RequestConflict (requestId: string)

        # The first request of this id has no outcome yet: ask for it with io.cisterna.Programmer.Outcome.
        error RequestPending (requestId: string)

        # The daemon was ended while it worked on the first request of this id: nothing more will be done for it. What was
        # done counts and is on record.
        error RequestInterrupted (requestId: string)

        # Without real-time scheduling this rig does not arm.
        error RealTimeDegraded ()

        # More than 100 state-changing calls a second on one connection.
        error TooManyCalls ()

        # More than 64 connections: this one may call Status or Stop once.
        error TooManyConnections ()

        # An inconsistency inside the daemon; its log says more.
        error InternalError ()

        """
}
