// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What of a therapy goes on across restarts, beside the account and the dose windows.
public struct TherapyState: Sendable, BitwiseCopyable {
    /// The pump's own time at the moment of this state: it never goes back, and counts what is known to have elapsed.
    public var pumpTime: Instant = .zero
    /// The revision whose staircase this is.
    public var revision: Int64 = 0
    public var background = BackgroundState()
    public var demand = DemandHistory()
    public var path = PathContents()
    /// The forward volume at which the path was declared free of drug: from there on it may be primed, dead volume and
    /// uncertainty at most. Nil where nobody declared it.
    public var freeSince: Volume?

    @_noAllocation @_noLocks
    public init() {}
}
