// SPDX-License-Identifier: Apache-2.0

extension PumpInterface {
    /// What a therapy comes to: clock, doses, bridge, refill dates, service life.
    static let therapyTypes = """
        # The bridge bolus under way: the old mixture in the path, at the rate that gives the new dose.
        type BridgeStatus (
          remainingNanoliters: int,
          # Of the rig's clock, rounded up, while the pump delivers.
          remainingSeconds: int,
          # Of its present segment.
          rateNanolitersPerDay: int
        )

        # The clock by which programs of the time of day go. Only SetClock moves it: no daylight saving, no network time.
        type PumpClock (
          # False where it was never set, or an unknown time has passed since.
          known: bool,
          # As 2026-11-23 06:30:05; null while unknown.
          shows: ?string,
          # In English; null while unknown.
          weekday: ?string,
          # Of the machine's civil time at the offset below; negative where it is behind. Null while unknown.
          aheadSeconds: ?int,
          # The fixed offset east of UTC; null where the clock was never set.
          offsetSeconds: ?int
        )

        # What a drug comes to where the pump gives it, and at the tip of the catheter.
        type DrugDose (
          # As the prescription calls it.
          drug: string,
          # In the reservoir.
          concentrationNanogramsPerMilliliter: int,
          # What leaves the pump now.
          outletNanogramsPerDay: int,
          # What leaves the tip now, if the dead volume is exact and nothing mixes.
          tipNanogramsPerDay: ?int,
          # The least that the dead volume's uncertainty allows.
          tipLowestNanogramsPerDay: ?int,
          # The most that the dead volume's uncertainty allows.
          tipHighestNanogramsPerDay: ?int,
          # The same if all that is in the path were well mixed.
          tipMixedNanogramsPerDay: ?int,
          # The most that can have left the tip in the past hour.
          hourNanograms: int,
          # Null where nothing bounds it.
          hourCeilingNanograms: ?int,
          # The most that can have left the tip in the past 24 hours.
          dayNanograms: int,
          # Null where nothing bounds it.
          dayCeilingNanograms: ?int
        )

        # When the present mixture of the reservoir reaches the tip, from now, at the present rate.
        type FrontStatus (
          # By the least dead volume.
          earliestSeconds: int,
          nominalSeconds: int,
          # By the most dead volume.
          latestSeconds: int
        )

        # What the rig has done, and how long its parts last at the present rate.
        type ServiceStatus (
          # Of the rotor.
          revolutions: int,
          # Since the tube was replaced.
          tubeCompressions: int,
          # Null where the rig file sets none.
          tubeCompressionsLimit: ?int,
          # Of its capacity, in thousandths; null without an emulated battery.
          batteryUsedMilli: ?int,
          # Until its replacement is due, at the present rate; null without an emulated battery.
          batteryRemainingDays: ?int,
          # The battery's replacement indicator stands.
          replacementDue: bool,
          # Until the end of service; null until the replacement is due, and without an emulated battery.
          remainingDays: ?int
        )

        # When the reservoir is to be refilled, from now. Zero when that is past.
        type RefillDates (
          # When the reserve is reached without any demand bolus; null where nothing is delivered.
          noDemandSeconds: ?int,
          # The same with all that are allowed; null where nothing is delivered.
          allDemandSeconds: ?int,
          # When the mixture expires; null where the prescription states no stability, and while the clock is unknown.
          stabilitySeconds: ?int
        )

        """
}
