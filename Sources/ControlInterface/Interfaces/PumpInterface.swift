// SPDX-License-Identifier: Apache-2.0
import Varlink

/// `io.cisterna.Pump`: what the pump does, and how it is stopped.
public enum PumpInterface {
    public static let name = "io.cisterna.Pump"

    /// The definition, parsed once.
    public static let definition = InterfaceDefinition.parse(text)

    public static let text = """
        # What the pump does now, its conditions, and the calls that make it safer. Whole numbers in the unit that ends
        # the field's name. For bench rigs only, never for people or animals.
        interface io.cisterna.Pump

        # The states of the pump. Only in delivering, releasing, priming and servicing may the motor turn.
        type State (selfTest, stopped, delivering, paused, releasing, priming, refilling, servicing, failed)

        # Urgency, as IEC 60601-1-8 ranks it.
        type Priority (low, medium, high)

        # What delivery does while a condition stands: stops and stays so; pauses until it is cleared, acknowledged and
        # resumed; rests without leaving the state; delivers at the safe rate; continues.
        type Response (stops, pauses, rests, safeRate, continues)

        # How the kernel runs the real-time thread.
        type Scheduling (fifo, other)

        # What moves the drop.
        type RigKind (simulated, gpio)

        # The rig, from its file.
        type Rig (
          # As the file calls it.
          name: string,
          # SHA-256 of the file, in hexadecimal.
          digest: string,
          kind: RigKind,
          # How many times faster than real time the rig's clock is asked to run; 1 on real hardware.
          speedUp: int,
          # The same as reached of late, in thousandths.
          speedReachedMilli: int
        )

        # The committed prescription.
        type Prescription (
          # From 1.
          revision: int,
          # As the document calls it.
          name: string,
          # simple-continuous, minimum-rate or stopped.
          mode: string
        )

        # A volume and the bounds between which it lies.
        type VolumeInterval (
          lowerPicoliters: int,
          # By the calibration curve.
          nominalPicoliters: int,
          upperPicoliters: int
        )

        # The present fill of the reservoir.
        type Reservoir (
          # What was filled in, the part that cannot be drawn included.
          fillNanoliters: int,
          # What it holds by the account.
          remainingNanoliters: int,
          lowerNanoliters: int,
          upperNanoliters: int,
          # Whether the low-reservoir warning stands.
          low: bool
        )

        # The bolus under way.
        type Bolus (
          bolusId: int,
          volumeNanoliters: int,
          deliveredNanoliters: int,
          # Of the rig's clock, rounded up.
          remainingSeconds: int
        )

        # A condition that is listed: its cause is there, or was and nobody has acknowledged it.
        type Alarm (
          # Its name, as Acknowledge takes it: occlusion-downstream.
          condition: string,
          priority: Priority,
          response: Response,
          # The cause is there now.
          present: bool,
          acknowledged: bool,
          # For how long it is listed, by the rig's clock.
          sinceSeconds: int,
          silenced: bool,
          # What it means.
          text: string,
          # What the pump does now.
          doing: string,
          # What to do next.
          next: string
        )

        # How well the edges keep their time.
        type RealTime (
          schedulingClass: Scheduling,
          memoryLocked: bool,
          # The processors are kept from deep sleep.
          latencyHold: bool,
          # Wake-ups of the real-time thread since the daemon's start.
          wakeUps: int,
          # How late it woke: the median, the 99th percentile and the worst, since the daemon's start.
          latencyP50Nanoseconds: int,
          latencyP99Nanoseconds: int,
          latencyMaximumNanoseconds: int,
          # Edges that could not leave in time, since the daemon's start.
          lateEdges: int,
          # Without real-time scheduling or locked memory.
          degraded: bool
        )

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
          # Null when none is under way.
          bolus: ?Bolus,
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

        # The stop input is still asserted.
        error StopInputAsserted ()

        # The committed prescription is another by now: this one.
        error RevisionMismatch (revision: int)

        # The same id was used for another request.
        error RequestConflict (requestId: string)

        # The first request of this id has no outcome yet: ask for it with io.cisterna.Programmer.Outcome.
        error RequestPending (requestId: string)

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
