// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a sensor said and when (rig clock), in the unit of its ``Sensor``.
@frozen public struct SensorReading: Hashable, Sendable, BitwiseCopyable {
    public let at: Instant
    public let value: Int64

    @inlinable @_noAllocation @_noLocks
    public init(at: Instant, value: Int64) {
        self.at = at
        self.value = value
    }
}
