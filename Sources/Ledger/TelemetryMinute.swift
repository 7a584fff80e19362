// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What was seen of the pump in a minute of its own time, or, when it is old, in several.
public struct TelemetryMinute: Hashable, Sendable {
    /// The minute of pump time with which it begins.
    public var minute: Int64
    /// How many minutes it stands for: 1, later 10, then 60.
    public var minutes: Int64
    /// The wall clock at its end, whatever its quality.
    public var wall: Instant
    /// At its end.
    public var state: PumpState
    /// At its end: background and bolus.
    public var rate: FlowRate
    /// Odometers of volume at its end, as commanded.
    public var forwardVolume: Volume
    public var reverseVolume: Volume
    /// What the account says is left in the reservoir at its end; nil before the first fill.
    public var remaining: Volume?
    /// Readings of the pressure sensor; nil where there were none.
    public var pressure: PressureRange?

    public init(
        minute: Int64, minutes: Int64 = 1, wall: Instant, state: PumpState, rate: FlowRate, forwardVolume: Volume,
        reverseVolume: Volume = .zero, remaining: Volume? = nil, pressure: PressureRange? = nil
    ) {
        self.minute = minute
        self.minutes = minutes
        self.wall = wall
        self.state = state
        self.rate = rate
        self.forwardVolume = forwardVolume
        self.reverseVolume = reverseVolume
        self.remaining = remaining
        self.pressure = pressure
    }

    /// The least, the mean and the most of some readings.
    public struct PressureRange: Hashable, Sendable {
        public var lowest: Pressure
        public var mean: Pressure
        public var highest: Pressure

        public init(lowest: Pressure, mean: Pressure, highest: Pressure) {
            self.lowest = lowest
            self.mean = mean
            self.highest = highest
        }
    }
}
