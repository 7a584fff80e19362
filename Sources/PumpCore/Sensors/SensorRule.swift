// SPDX-License-Identifier: Apache-2.0
import Quantities

/// By what the readings of one sensor are believed, in the unit of its ``Sensor``; from what the rig file states of it.
public struct SensorRule: Hashable, Sendable, BitwiseCopyable {
    /// Without it the pump does not run: its fault pauses. Else it is listed, and delivery goes on unseen by it.
    public var isRequired: Bool
    /// What it can measure.
    public var range: (lowest: Int64, highest: Int64)
    /// No reading for so long is a fault.
    public var silence: Duration
    /// The most that two readings may differ by; `.max` where anything may be.
    public var largestChange: Int64
    /// So many equal readings in a row are a fault; 0 where they may well be equal.
    public var mostEqual: Int64
    /// How far a reading may be off, of what is: three standard deviations and the resolution.
    public var uncertainty: Int64
    /// How fast it may wander besides, an hour: drift, evaporation.
    public var drift: Int64

    public init(
        isRequired: Bool = false, range: (lowest: Int64, highest: Int64) = (.min, .max),
        silence: Duration = .second * 5,
        largestChange: Int64 = .max, mostEqual: Int64 = 0, uncertainty: Int64 = 0, drift: Int64 = 0
    ) {
        self.isRequired = isRequired
        self.range = range
        self.silence = silence
        self.largestChange = largestChange
        self.mostEqual = mostEqual
        self.uncertainty = uncertainty
        self.drift = drift
    }

    public static func == (left: Self, right: Self) -> Bool {
        left.isRequired == right.isRequired && left.range == right.range && left.silence == right.silence
            && left.largestChange == right.largestChange && left.mostEqual == right.mostEqual
            && left.uncertainty == right.uncertainty && left.drift == right.drift
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(range.lowest)
        hasher.combine(range.highest)
        hasher.combine(uncertainty)
    }
}
