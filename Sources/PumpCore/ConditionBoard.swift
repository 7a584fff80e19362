// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Which conditions are listed, since when, and what is known of each.
public struct ConditionBoard: Sendable, BitwiseCopyable {
    /// The cause is there now, one bit a condition by its raw value.
    private(set) public var present: UInt64 = 0
    /// Listed: the cause is there, or was and nobody has acknowledged it yet.
    private(set) public var listed: UInt64 = 0
    private(set) public var acknowledged: UInt64 = 0
    private var sinceByCondition = InlineArray<40, Instant>(repeating: .zero)

    @_noAllocation @_noLocks
    init() {}

    @_noAllocation @_noLocks
    static func bit(_ condition: Condition) -> UInt64 { 1 << UInt64(condition.code) }

    @_noAllocation @_noLocks
    public func lists(_ condition: Condition) -> Bool { listed & Self.bit(condition) != 0 }

    @_noAllocation @_noLocks
    public func isPresent(_ condition: Condition) -> Bool { present & Self.bit(condition) != 0 }

    @_noAllocation @_noLocks
    public func isAcknowledged(_ condition: Condition) -> Bool { acknowledged & Self.bit(condition) != 0 }

    /// Since when (rig clock) the condition is listed.
    @_noAllocation @_noLocks
    public func since(_ condition: Condition) -> Instant { sinceByCondition[Int(condition.code)] }

    /// Lists the condition with its cause present; true if it was not listed or had been acknowledged before.
    @_noAllocation @_noLocks
    mutating func raise(_ condition: Condition, at now: Instant) -> Bool {
        let bit = Self.bit(condition)
        let isNews = listed & bit == 0 || present & bit == 0
        if isNews { sinceByCondition[Int(condition.code)] = now }
        // A cause that comes back needs to be acknowledged anew.
        if present & bit == 0 { acknowledged &= ~bit }
        present |= bit
        listed |= bit
        return isNews
    }

    /// The cause is gone; true if with it the condition leaves the list.
    @_noAllocation @_noLocks
    mutating func causeGone(_ condition: Condition, staysListed: Bool) -> Bool {
        let bit = Self.bit(condition)
        guard listed & bit != 0 else { return false }
        present &= ~bit
        guard !staysListed || acknowledged & bit != 0 else { return false }
        listed &= ~bit
        acknowledged &= ~bit
        return true
    }

    /// Somebody has seen it; true if with it the condition leaves the list.
    @_noAllocation @_noLocks
    mutating func acknowledge(_ condition: Condition) -> Bool {
        let bit = Self.bit(condition)
        guard listed & bit != 0 else { return false }
        acknowledged |= bit
        guard present & bit == 0 else { return false }
        listed &= ~bit
        acknowledged &= ~bit
        return true
    }

    /// The condition that keeps the pump from resuming, if any: the first by priority.
    @_noAllocation @_noLocks
    func firstPreventingResume() -> Condition? {
        var found: Condition?
        var priority = Condition.Priority.low
        var code: UInt8 = 0
        while let condition = Condition(code: code) {
            let bit = Self.bit(condition)
            let stands = present & bit != 0 || (listed & bit != 0 && acknowledged & bit == 0)
            if stands, condition.preventsResume, isFirst(condition, found, priority) {
                found = condition
                priority = condition.priority
            }
            code += 1
        }
        return found
    }

    @_noAllocation @_noLocks
    private func isFirst(_ condition: Condition, _ found: Condition?, _ priority: Condition.Priority) -> Bool {
        guard case .some = found else { return true }
        return condition.priority > priority
    }
}
