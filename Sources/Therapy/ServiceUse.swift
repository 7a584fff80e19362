// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a pump has done so far, by counters that never go back.
public struct ServiceUse: Hashable, Sendable {
    /// The odometers, since the pump was installed.
    public var forward: StepCount
    public var reverse: StepCount
    /// Strokes begun.
    public var strokes: Int64
    /// The pump's own time, which counts only what is known to have elapsed.
    public var pumpTime: Instant
    /// What it delivers at present.
    public var rate: FlowRate
    /// By how much the wall clock says that more time went by since the battery was replaced than the pump's own time
    /// knows of; nil where nobody can tell.
    public var timeOff: Duration?

    public init(
        forward: StepCount, reverse: StepCount, strokes: Int64, pumpTime: Instant, rate: FlowRate,
        timeOff: Duration? = .zero
    ) {
        self.forward = forward
        self.reverse = reverse
        self.strokes = strokes
        self.pumpTime = pumpTime
        self.rate = rate
        self.timeOff = timeOff
    }
}
