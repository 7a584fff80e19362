// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Rates by the time of the week, as the pump clock has it. It begins on Monday; each change holds until the next, the last
/// of the week until the first.
public struct FlexSchedule: Sendable, BitwiseCopyable {
    /// Steps of seven days of 48.
    public static var capacity: Int { @_noAllocation @_noLocks get { 336 } }
    static var week: Int64 { @_noAllocation @_noLocks get { 7 * 86_400_000_000_000 } }
    /// From 1970-01-01, a Thursday, to the first Monday.
    static var toMonday: Int64 { @_noAllocation @_noLocks get { 4 * 86_400_000_000_000 } }

    public let count: Int
    private var starts = InlineArray<336, UInt16>(repeating: 0)
    private var rates = InlineArray<336, Int64>(repeating: 0)

    /// No changes: nothing is delivered.
    @_noAllocation @_noLocks
    public init() { count = 0 }

    /// From changes in the order of the week, by minutes from Monday 00:00; nil where they are out of order or too many.
    public init?(_ changes: [(minute: Int, rate: FlowRate)]) {
        guard changes.count <= Self.capacity else { return nil }
        var last = -1
        for change in changes {
            guard change.minute > last, change.minute < 7 * 1_440 else { return nil }
            last = change.minute
        }
        count = changes.count
        for (index, change) in changes.enumerated() {
            starts[index] = UInt16(change.minute)
            rates[index] = change.rate.picolitersPerDay
        }
    }

    /// The rate at a time of the pump clock (nanoseconds since 1970-01-01 00:00 as it shows them), and for how long it holds.
    @_noAllocation @_noLocks
    public func rate(at local: Int64) -> (rate: FlowRate, holds: Duration) {
        guard count > 0 else { return (.zero, Duration(nanoseconds: Self.week)) }
        var ofWeek = (local - Self.toMonday) % Self.week
        if ofWeek < 0 { ofWeek += Self.week }
        // The last change at or before now; none yet this week: last week's last.
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if Int64(starts[middle]) * DoseWindows.minute <= ofWeek { low = middle + 1 } else { high = middle }
        }
        let index = low == 0 ? count - 1 : low - 1
        let next =
            low == count ? Int64(starts[0]) * DoseWindows.minute + Self.week : Int64(starts[low]) * DoseWindows.minute
        return (FlowRate(picolitersPerDay: rates[index]), Duration(nanoseconds: next - ofWeek))
    }

    /// The highest rate of the week.
    @_noAllocation @_noLocks
    public func highestRate() -> FlowRate {
        var highest: Int64 = 0
        var index = 0
        while index < count {
            highest = Swift.max(highest, rates[index])
            index += 1
        }
        return FlowRate(picolitersPerDay: highest)
    }
}
