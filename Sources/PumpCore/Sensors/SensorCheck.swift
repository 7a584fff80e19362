// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Whether one sensor is to be believed, from its readings alone.
struct SensorCheck: Sendable, BitwiseCopyable {
    /// The latest that was believed.
    private(set) var latest: SensorReading?
    private(set) var fault: SensorFault?
    /// Readings in a row with the value of the latest.
    private var equal: Int64 = 0
    /// Readings in a row that were not believed.
    private var doubtful = 0
    /// Since when a reading is waited for.
    private var since: Instant

    /// So many readings in a row that cannot be are a fault; fewer are dropped.
    private static var mostDoubtful: Int { @_noAllocation @_noLocks get { 3 } }

    @_noAllocation @_noLocks
    init(at now: Instant) { since = now }

    private var isStale: Bool {
        @_noAllocation @_noLocks get {
            guard let fault else { return false }
            return fault == .stale
        }
    }

    /// When the silence is too long; never once it is.
    @_noAllocation @_noLocks
    func deadline(_ rule: SensorRule) -> Instant { isStale ? .distantFuture : since + rule.silence }

    /// A new reading; true where it may be used.
    @_noAllocation @_noLocks
    mutating func read(_ reading: SensorReading, _ rule: SensorRule) -> Bool {
        since = reading.at
        let value = reading.value
        if value < rule.range.lowest || value > rule.range.highest { return doubt(.outOfRange) }
        if let latest {
            let (change, overflow) = value.subtractingReportingOverflow(latest.value)
            if overflow || change.magnitude > rule.largestChange.magnitude {
                // What stays there is believed in the end; until then it may have been a spark.
                let wasUsable = doubt(.implausible)
                if doubtful >= Self.mostDoubtful { self.latest = reading }
                return wasUsable
            }
            equal = change == 0 ? equal + 1 : 0
        }
        doubtful = 0
        latest = reading
        let isStuck = rule.mostEqual > 0 && equal >= rule.mostEqual
        if isStuck { fault = .stuck } else { fault = nil }
        return !isStuck
    }

    @_noAllocation @_noLocks
    private mutating func doubt(_ what: SensorFault) -> Bool {
        doubtful += 1
        if doubtful >= Self.mostDoubtful { fault = what }
        return false
    }

    /// True if the silence has just become too long.
    @_noAllocation @_noLocks
    mutating func isTooSilent(at now: Instant, _ rule: SensorRule) -> Bool {
        guard now >= deadline(rule) else { return false }
        fault = .stale
        return true
    }
}
