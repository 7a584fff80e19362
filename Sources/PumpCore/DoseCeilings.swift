// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The most of each drug that each rolling window may hold.
@frozen public struct DoseCeilings: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline var hour: SIMD8<Int64>
    @usableFromInline var day: SIMD8<Int64>
    @usableFromInline var demand: SIMD8<Int64>
    /// How long the demand bolus's own window is: above 0 to 24 h.
    public var demandSpan: Duration

    /// No ceiling on anything.
    @inlinable @_noAllocation @_noLocks
    public init() {
        hour = SIMD8(repeating: .max)
        day = SIMD8(repeating: .max)
        demand = SIMD8(repeating: .max)
        demandSpan = .day
    }

    /// The ceiling of a window for the drug in `slot`; ``Mass/max`` where there is none.
    @inlinable public subscript(window: DoseWindow, slot: Int) -> Mass {
        @_noAllocation @_noLocks get {
            switch window {
            case .hour: return Mass(picograms: hour[slot])
            case .day: return Mass(picograms: day[slot])
            case .demand: return Mass(picograms: demand[slot])
            }
        }
        @_noAllocation @_noLocks set {
            switch window {
            case .hour: hour[slot] = newValue.picograms
            case .day: day[slot] = newValue.picograms
            case .demand: demand[slot] = newValue.picograms
            }
        }
    }

    /// The length of a window.
    @inlinable @_noAllocation @_noLocks
    public func span(of window: DoseWindow) -> Duration {
        switch window {
        case .hour: return .hour
        case .day: return .day
        case .demand: return demandSpan
        }
    }

    /// Whether a window bounds the drug in `slot`.
    @inlinable @_noAllocation @_noLocks
    public func bounds(_ window: DoseWindow, _ slot: Int) -> Bool { self[window, slot].picograms != Int64.max }

    @_noAllocation @_noLocks
    public static func == (left: Self, right: Self) -> Bool {
        var slot = 0
        while slot < DrugMixture.capacity {
            if left.hour[slot] != right.hour[slot] || left.day[slot] != right.day[slot]
                || left.demand[slot] != right.demand[slot]
            {
                return false
            }
            slot += 1
        }
        return left.demandSpan == right.demandSpan
    }
    @_noAllocation @_noLocks
    public static func != (left: Self, right: Self) -> Bool { !(left == right) }

    public func hash(into hasher: inout Hasher) {
        for slot in 0..<DrugMixture.capacity {
            hasher.combine(hour[slot])
            hasher.combine(day[slot])
            hasher.combine(demand[slot])
        }
        hasher.combine(demandSpan)
    }
}
