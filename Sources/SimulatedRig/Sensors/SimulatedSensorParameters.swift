// SPDX-License-Identifier: Apache-2.0
import Quantities

/// How good a sensor of the simulated rig is, in the unit of its ``Sensor``.
public struct SimulatedSensorParameters: Sendable, BitwiseCopyable {
    public var interval: Duration
    /// Standard deviation of a reading.
    public var noise: Double
    public var offset: Double
    /// How much more it reads each hour.
    public var drift: Double
    /// The step between two readings; 0 for as fine as its unit.
    public var resolution: Double
    /// The share of readings that do not come.
    public var dropout: Double
    /// Seconds by which it shows what was, 60 at most.
    public var delay: Double
    /// Seconds in which it follows a step to 63 %.
    public var settling: Double

    public init(
        interval: Duration = .second, noise: Double = 0, offset: Double = 0, drift: Double = 0, resolution: Double = 0,
        dropout: Double = 0, delay: Double = 0, settling: Double = 0
    ) {
        self.interval = interval
        self.noise = noise
        self.offset = offset
        self.drift = drift
        self.resolution = resolution
        self.dropout = dropout
        self.delay = delay
        self.settling = settling
    }
}
