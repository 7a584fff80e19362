// SPDX-License-Identifier: Apache-2.0

/// Types that several interfaces declare in the same words.
enum SharedTypes {
    static let refillStatus = """
        # A guided refill as it stands.
        type RefillStatus (
          # What was done last: delivery has stopped; the old content is out; the new fill waits for its commit.
          step: (begun, aspirated, filled),
          # What the account says is left.
          expectedResidualNanoliters: int,
          # By how much it may be wrong.
          uncertaintyNanoliters: int,
          # What came out; null until it was entered.
          aspiratedNanoliters: ?int,
          # What came out is further off than it may be: more than 20 percent or the uncertainty. Null where it is not.
          warning: ?string
        )

        """

    static let tipDose = """
        # What a drug comes to, so many hours from now, or from a commit.
        type TipDose (
          # From 0 to 72.
          hours: int,
          drug: string,
          # What leaves the pump.
          outletNanogramsPerDay: int,
          # What leaves the tip, if the dead volume is exact and nothing mixes.
          tipNanogramsPerDay: ?int,
          # The least that the dead volume's uncertainty allows.
          tipLowestNanogramsPerDay: ?int,
          # The most that the dead volume's uncertainty allows.
          tipHighestNanogramsPerDay: ?int,
          # The same if all that is in the path were well mixed.
          tipMixedNanogramsPerDay: ?int
        )

        """

    static let trialStatus = """
        # A trial as it stands.
        type TrialStatus (
          kind: (singleInjection, multipleInjections, continuous),
          # Where it stands, in words.
          step: string,
          dosesGiven: int,
          # Null in a continuous trial.
          dosesPlanned: ?int,
          # From 0, no pain, to 10; null before the first.
          lastScore: ?int,
          # Relief was marked.
          relief: bool,
          # Of the present observation or of the whole; null where the present step has no end of its own.
          remainingSeconds: ?int,
          # What to do next, one sentence.
          next: string
        )

        """
}
