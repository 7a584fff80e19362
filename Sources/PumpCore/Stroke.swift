// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The quantum of delivery and of detection: a run of whole full motor steps, then rest.
@frozen public struct Stroke: Hashable, Sendable, BitwiseCopyable {
    /// Counts the strokes of this controller, from 1.
    public let sequence: Int64
    /// STEP pulses to make.
    public let pulses: StepCount
    /// What they deliver by the calibration curve.
    public let volume: Volume
    /// When the integral of the program reached it (rig clock). The emitter refuses a stroke whose first edge would leave
    /// later than ``latestStart``.
    public let due: Instant
    /// ``due`` and half the stroke interval, at most one second.
    public let latestStart: Instant

    @inlinable @_noAllocation @_noLocks
    public init(sequence: Int64, pulses: StepCount, volume: Volume, due: Instant, latestStart: Instant) {
        self.sequence = sequence
        self.pulses = pulses
        self.volume = volume
        self.due = due
        self.latestStart = latestStart
    }
}
