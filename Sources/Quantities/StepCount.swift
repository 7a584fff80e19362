// SPDX-License-Identifier: Apache-2.0

/// A number of STEP pulses: the unit that the driver counts in, a fixed fraction of a full motor step.
@frozen public struct StepCount: Quantity {
    /// Pulses on the STEP line.
    public let pulses: Int64

    @inlinable public init(pulses: Int64) { self.pulses = pulses }
    @inlinable public init(canonical: Int64) { self.init(pulses: canonical) }
    @inlinable public var canonical: Int64 { pulses }
}
