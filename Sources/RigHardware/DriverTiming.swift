// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The least times that a stepper driver wants between edges on STEP and DIR, from its data sheet.
public struct DriverTiming: Hashable, Sendable {
    /// How long STEP stays asserted.
    public var stepHigh: Duration
    /// How long STEP stays released before it is asserted again.
    public var stepLow: Duration
    /// How long DIR stands before STEP is asserted.
    public var directionSetup: Duration
    /// How long DIR stays after STEP is released.
    public var directionHold: Duration

    public init(stepHigh: Duration, stepLow: Duration, directionSetup: Duration, directionHold: Duration) {
        self.stepHigh = stepHigh
        self.stepLow = stepLow
        self.directionSetup = directionSetup
        self.directionHold = directionHold
    }

    /// What the fastest of the supported drivers (TMC2209) wants: nothing can be meant that is shorter.
    static let least = DriverTiming(
        stepHigh: Duration(nanoseconds: 100), stepLow: Duration(nanoseconds: 100),
        directionSetup: Duration(nanoseconds: 20), directionHold: Duration(nanoseconds: 20))

    /// The real-time thread is busy for these times; what is longer is a mistake.
    static let longest = Duration(nanoseconds: 1_000_000)

    /// What is wrong with the times, a sentence each.
    var problems: [String] {
        let times = [
            ("step-high", stepHigh, Self.least.stepHigh),
            ("step-low", stepLow, Self.least.stepLow),
            ("direction-setup", directionSetup, Self.least.directionSetup),
            ("direction-hold", directionHold, Self.least.directionHold),
        ]
        return times.compactMap { name, time, least in
            if time >= least, time <= Self.longest { return nil }
            return "\(name) is \(time.nanoseconds) ns; it lies between \(least.nanoseconds) ns and "
                + "\(Self.longest.nanoseconds) ns"
        }
    }
}
