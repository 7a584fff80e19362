// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What left the tip at most in each rolling window, drug by drug, in fixed buckets of pump time: of a minute for spans up
/// to an hour, of five minutes for longer ones. A bucket counts whole while any part of it is inside.
///
/// Masses are in millionths of a picogram, as ``PathContents`` gives them. It is 22 kB: mutated in place, never copied
/// on the real-time thread. What only reads there is `mutating` all the same: called otherwise, the optimiser gives each
/// call a copy.
public struct DoseWindows: Sendable, BitwiseCopyable {
    static var minute: Int64 { @_noAllocation @_noLocks get { 60_000_000_000 } }
    /// Buckets of a minute that an hour touches.
    static var minuteBuckets: Int { @_noAllocation @_noLocks get { 61 } }
    /// Buckets of five minutes that a day touches.
    static var longBuckets: Int { @_noAllocation @_noLocks get { 289 } }

    /// The present minute of pump time.
    private var lastMinute: Int64
    /// Slots side by side in each bucket, the ring of minutes first.
    private var buckets = InlineArray<2800, Int64>(repeating: 0)
    private var hourSums = InlineArray<8, Int128>(repeating: 0)
    private var daySums = InlineArray<8, Int128>(repeating: 0)
    private var demandSums = InlineArray<8, Int128>(repeating: 0)
    /// How long the demand bolus's own window is.
    public private(set) var demandSpan: Duration = .day

    /// Empty windows at a pump time, which is not negative.
    @_noAllocation @_noLocks
    public init(at pumpTime: Instant) { lastMinute = pumpTime.nanoseconds / Self.minute }

    /// Lets go of what has left the windows by `pumpTime`. Time that would go back changes nothing.
    @_noAllocation @_noLocks
    public mutating func roll(to pumpTime: Instant) {
        let target = pumpTime.nanoseconds / Self.minute
        guard target > lastMinute else { return }
        if target - lastMinute > 5 * Int64(Self.longBuckets) {
            let span = demandSpan
            self = DoseWindows(at: pumpTime)
            demandSpan = span
            return
        }
        while lastMinute < target { rollMinute() }
    }

    @_noAllocation @_noLocks
    private mutating func rollMinute() {
        let next = lastMinute + 1
        let touched = demandBuckets
        let isShort = demandIsShort
        var slot = 0
        while slot < DrugMixture.capacity {
            if isShort { demandSums[slot] -= Int128(held(minute: next - touched, slot)) }
            hourSums[slot] -= Int128(held(minute: next - Int64(Self.minuteBuckets), slot))
            buckets[Self.minuteIndex(next, slot)] = 0
            slot += 1
        }
        if next % 5 == 0 { rollLong(to: next / 5, touched: isShort ? 0 : touched) }
        lastMinute = next
    }

    /// `touched` is zero where the demand window does not count by long buckets.
    @_noAllocation @_noLocks
    private mutating func rollLong(to next: Int64, touched: Int64) {
        var slot = 0
        while slot < DrugMixture.capacity {
            if touched > 0 { demandSums[slot] -= Int128(held(long: next - touched, slot)) }
            daySums[slot] -= Int128(held(long: next - Int64(Self.longBuckets), slot))
            buckets[Self.longIndex(next, slot)] = 0
            slot += 1
        }
    }

    /// Counts a mass of the drug in `slot` in the present bucket.
    @_noAllocation @_noLocks
    public mutating func add(_ mass: Int128, ofSlot slot: Int) {
        let minuteAt = Self.minuteIndex(lastMinute, slot)
        let longAt = Self.longIndex(lastMinute / 5, slot)
        // Saturated at 9.2 g: beyond every ceiling that a prescription may state.
        let toMinute = Swift.min(mass, Int128(Int64.max - buckets[minuteAt]))
        let toLong = Swift.min(mass, Int128(Int64.max - buckets[longAt]))
        buckets[minuteAt] += Int64(truncatingIfNeeded: toMinute)
        buckets[longAt] += Int64(truncatingIfNeeded: toLong)
        hourSums[slot] += toMinute
        daySums[slot] += toLong
        demandSums[slot] += demandIsShort ? toMinute : toLong
    }

    /// Counts what may have left the tip while the forward volume went from `start` to `end`, at the present pump time.
    @_noAllocation @_noLocks
    public mutating func count(
        from start: Volume, to end: Volume, of path: borrowing PathContents, through dead: DeadVolume
    ) {
        var slot = 0
        while slot < DrugMixture.capacity {
            let mass = path.mostMass(ofSlot: slot, from: start, to: end, through: dead)
            if mass > 0 { add(mass, ofSlot: slot) }
            slot += 1
        }
    }

    /// What a window holds of the drug in `slot`.
    @_noAllocation @_noLocks
    public func sum(_ window: DoseWindow, ofSlot slot: Int) -> Int128 {
        switch window {
        case .hour: return hourSums[slot]
        case .day: return daySums[slot]
        case .demand: return demandSums[slot]
        }
    }

    /// The same, in place.
    @_noAllocation @_noLocks
    mutating func held(_ window: DoseWindow, ofSlot slot: Int) -> Int128 {
        switch window {
        case .hour: return hourSums[slot]
        case .day: return daySums[slot]
        case .demand: return demandSums[slot]
        }
    }

    @_noAllocation @_noLocks
    private mutating func held(minute: Int64, _ slot: Int) -> Int64 {
        minute < 0 ? 0 : buckets[Self.minuteIndex(minute, slot)]
    }

    @_noAllocation @_noLocks
    private mutating func held(long: Int64, _ slot: Int) -> Int64 {
        long < 0 ? 0 : buckets[Self.longIndex(long, slot)]
    }

    /// Sets the length of the demand window, above 0 to 24 h.
    @_noAllocation @_noLocks
    public mutating func setDemandSpan(_ span: Duration) {
        guard span != demandSpan else { return }
        demandSpan = span
        let touched = demandBuckets
        let isShort = demandIsShort
        var slot = 0
        while slot < DrugMixture.capacity {
            var sum: Int128 = 0
            var ago: Int64 = 0
            while ago < touched {
                sum += Int128(isShort ? held(minute: lastMinute - ago, slot) : held(long: lastMinute / 5 - ago, slot))
                ago += 1
            }
            demandSums[slot] = sum
            slot += 1
        }
    }

    // MARK: - For forecasts

    /// The span of one bucket of a window, and how many buckets the window touches.
    @_noAllocation @_noLocks
    func grid(of window: DoseWindow) -> (bucket: Int64, touched: Int64) {
        switch window {
        case .hour: return (Self.minute, Int64(Self.minuteBuckets))
        case .day: return (5 * Self.minute, Int64(Self.longBuckets))
        case .demand: return (demandIsShort ? Self.minute : 5 * Self.minute, demandBuckets)
        }
    }

    /// What the bucket `ago` buckets before the present one holds.
    @_noAllocation @_noLocks
    func recent(_ window: DoseWindow, ago: Int64, _ slot: Int) -> Int64 {
        let isShort = window == .hour || (window == .demand && demandIsShort)
        return isShort ? bucket(minute: lastMinute - ago, slot) : bucket(long: lastMinute / 5 - ago, slot)
    }

    private var demandIsShort: Bool { @_noAllocation @_noLocks get { demandSpan.nanoseconds <= 60 * Self.minute } }

    private var demandBuckets: Int64 {
        @_noAllocation @_noLocks get {
            let bucket = demandIsShort ? Self.minute : 5 * Self.minute
            return (demandSpan.nanoseconds + bucket - 1) / bucket + 1
        }
    }

    @_noAllocation @_noLocks
    private func bucket(minute: Int64, _ slot: Int) -> Int64 {
        minute < 0 ? 0 : buckets[Self.minuteIndex(minute, slot)]
    }

    @_noAllocation @_noLocks
    private func bucket(long: Int64, _ slot: Int) -> Int64 { long < 0 ? 0 : buckets[Self.longIndex(long, slot)] }

    @_noAllocation @_noLocks
    private static func minuteIndex(_ minute: Int64, _ slot: Int) -> Int {
        Int(minute % Int64(minuteBuckets)) * DrugMixture.capacity + slot
    }

    @_noAllocation @_noLocks
    private static func longIndex(_ long: Int64, _ slot: Int) -> Int {
        (minuteBuckets + Int(long % Int64(longBuckets))) * DrugMixture.capacity + slot
    }
}
