// SPDX-License-Identifier: Apache-2.0

extension PumpInterface {
    /// States, the rig, volumes, conditions and timing.
    static let types = """
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
          # As the document calls it: simple-continuous, flex, periodic-bolus, minimum-rate, stopped, or a trial's.
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

        # A bolus under way, or one that waits for a demand bolus to end.
        type Bolus (
          bolusId: int,
          # An operator's, the patient's, or one that fills pump path and catheter.
          kind: (single, demand, prime),
          volumeNanoliters: int,
          deliveredNanoliters: int,
          # Of the rig's clock, rounded up; of one that waits, from when it goes on.
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

        """
}
