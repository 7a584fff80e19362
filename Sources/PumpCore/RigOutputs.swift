// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the core wants of the rig after an advance: the other side of the seam.
@frozen public struct RigOutputs: Hashable, Sendable, BitwiseCopyable {
    /// A stroke to begin now, or to join to the one in motion.
    public var stroke: Stroke?
    /// No further edge may leave; what was begun is given up.
    public var halt: Bool
    /// Whether the driver is to be energised.
    public var driverEnabled: Bool
    /// How far the core has come. Before the asked time when ``stroke`` or ``halt`` is set: act, then advance again.
    public var reached: Instant
    /// When the core wants to be advanced next, at the latest (rig clock).
    public var nextDue: Instant
    /// When the core wants the line's pressure next; in the past where it wants it now.
    public var nextReading: Instant
    /// A stroke waits for its grant since ``reached`` or before.
    public var waitsForGrant: Bool
    /// The grant in hand covers the next stroke. A rig clock that may wait does so here, so that nothing is late.
    public var nextStrokeIsGranted: Bool
    /// How late the real-time thread may wake for a stroke of the present rate.
    public var lateStartBound: Duration

    @inlinable @_noAllocation @_noLocks
    public init(
        stroke: Stroke?, halt: Bool, driverEnabled: Bool, reached: Instant, nextDue: Instant, nextReading: Instant,
        waitsForGrant: Bool,
        nextStrokeIsGranted: Bool, lateStartBound: Duration
    ) {
        self.stroke = stroke
        self.halt = halt
        self.driverEnabled = driverEnabled
        self.reached = reached
        self.nextDue = nextDue
        self.nextReading = nextReading
        self.waitsForGrant = waitsForGrant
        self.nextStrokeIsGranted = nextStrokeIsGranted
        self.lateStartBound = lateStartBound
    }
}
