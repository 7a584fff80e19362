// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What is on its way from the reservoir to the tip: plugs of known mixtures, by the forward volume at which each began
/// to enter the path.
///
/// Masses count in picolitres times picograms a microlitre, which is a millionth of a picogram: exact, without division.
public struct PathContents: Sendable, BitwiseCopyable {
    /// One mixture between two others.
    public struct Plug: Sendable, BitwiseCopyable {
        /// The forward volume at which it began to enter lies between these two: a crash leaves volume unproven, and
        /// what lies before it may have come less far than was counted.
        public var earliest: Volume
        public var latest: Volume
        public var mixture: DrugMixture
        /// Nobody knows what it is: of each drug the highest in path or reservoir counts.
        public var isUnknown: Bool

        @_noAllocation @_noLocks
        public init(earliest: Volume, latest: Volume, mixture: DrugMixture, isUnknown: Bool) {
            self.earliest = earliest
            self.latest = latest
            self.mixture = mixture
            self.isUnknown = isUnknown
        }
    }

    public static var capacity: Int { @_noAllocation @_noLocks get { 8 } }

    /// How many plugs there are, the one nearest to the tip first. The last is what the reservoir gives.
    public private(set) var count: Int
    private var plugs: InlineArray<8, Plug>

    /// A path of unknown contents.
    @_noAllocation @_noLocks
    public init() {
        count = 1
        plugs = InlineArray(
            repeating: Plug(earliest: .zero, latest: .zero, mixture: DrugMixture(), isUnknown: true))
    }

    /// As it was before; nil for none or too many.
    public init?(_ plugs: [Plug]) {
        guard let first = plugs.first, plugs.count <= Self.capacity else { return nil }
        count = plugs.count
        self.plugs = InlineArray(repeating: first)
        for (index, plug) in plugs.enumerated() { self.plugs[index] = plug }
    }

    @_noAllocation @_noLocks
    public func plug(_ index: Int) -> Plug { plugs[index] }

    /// From `position` on the reservoir gives `mixture`. The same mixture again is no new plug. Where there is no room, the
    /// two nearest to the tip become one of which the higher concentration counts.
    @_noAllocation @_noLocks
    public mutating func enter(_ mixture: DrugMixture, at position: Volume) {
        let last = plugs[count - 1]
        guard last.isUnknown || last.mixture != mixture else { return }
        if last.earliest == position, last.latest == position, count > 1, !last.isUnknown {
            plugs[count - 1].mixture = mixture
            return
        }
        if count == Self.capacity { mergeFirst() }
        plugs[count] = Plug(earliest: position, latest: position, mixture: mixture, isUnknown: false)
        count += 1
    }

    /// Somebody says that the path holds no drug (new and empty, or rinsed), and that from here on it takes `mixture`.
    @_noAllocation @_noLocks
    public mutating func declareFree(ofDrugAt position: Volume, then mixture: DrugMixture) {
        plugs[0] = Plug(earliest: .zero, latest: .zero, mixture: DrugMixture(), isUnknown: false)
        count = 1
        if mixture != DrugMixture() { enter(mixture, at: position) }
    }

    /// Nobody knows any more what the path holds; from here on it takes `mixture`. That nobody knows makes nothing less:
    /// what was known to be in the path may still be there, of each drug the highest.
    @_noAllocation @_noLocks
    public mutating func declareUnknown(at position: Volume, then mixture: DrugMixture) {
        var highest = mixture
        var index = 0
        while index < count {
            highest = highest.highest(with: plugs[index].mixture)
            index += 1
        }
        plugs[0] = Plug(earliest: .zero, latest: .zero, mixture: highest, isUnknown: true)
        count = 1
        enter(mixture, at: position)
    }

    /// `volume` was counted as delivered and may not have been: all that is in the path may lag by it.
    @_noAllocation @_noLocks
    public mutating func widen(by volume: Volume) {
        var index = 1
        while index < count {
            plugs[index].latest += volume
            index += 1
        }
    }

    /// Forgets plugs that have surely left through the tip.
    @_noAllocation @_noLocks
    public mutating func forget(before position: Volume, through dead: DeadVolume) {
        guard dead.isKnown else { return }
        while count > 1, plugs[1].latest.picoliters + dead.most.picoliters <= position.picoliters {
            removeFirst()
        }
    }

    /// The most of the drug in `slot` that can leave the tip while the forward volume goes from `start` to `end`.
    @_noAllocation @_noLocks
    public func mostMass(ofSlot slot: Int, from start: Volume, to end: Volume, through dead: DeadVolume) -> Int128 {
        var position = start.picoliters
        var mass: Int128 = 0
        while position < end.picoliters {
            let (concentration, until) = highest(slot, at: position, dead)
            let next = Swift.min(until, end.picoliters)
            mass += Int128(next - position) * Int128(concentration)
            position = next
        }
        return mass
    }

    /// What leaves the tip of the drug in `slot` if the dead volume is exact and nothing mixes (plug flow).
    @_noAllocation @_noLocks
    public func plugFlowMass(ofSlot slot: Int, from start: Volume, to end: Volume, through dead: DeadVolume) -> Int128 {
        var exact = self
        var index = 1
        // As if every uncertain volume had moved: the counted position.
        while index < exact.count {
            exact.plugs[index].latest = exact.plugs[index].earliest
            index += 1
        }
        return exact.mostMass(
            ofSlot: slot, from: start, to: end,
            through: dead.isKnown ? DeadVolume(volume: dead.volume, uncertainty: .zero) : dead)
    }

    /// The highest concentration that may be at the tip at a forward volume, and up to where that holds.
    @_noAllocation @_noLocks
    private func highest(_ slot: Int, at position: Int64, _ dead: DeadVolume) -> (Int64, Int64) {
        var highest: Int64 = 0
        var until = Int64.max
        var index = 0
        while index < count {
            let begin =
                index == 0 || !dead.isKnown ? Int64.min : plugs[index].earliest.picoliters + dead.least.picoliters
            let isLast = index + 1 == count
            let end = isLast || !dead.isKnown ? Int64.max : plugs[index + 1].latest.picoliters + dead.most.picoliters
            if position < begin {
                until = Swift.min(until, begin)
            } else if position < end {
                highest = Swift.max(highest, concentration(slot, of: index))
                until = Swift.min(until, end)
            }
            index += 1
        }
        return (highest, until)
    }

    @_noAllocation @_noLocks
    private func concentration(_ slot: Int, of index: Int) -> Int64 {
        guard plugs[index].isUnknown else { return plugs[index].mixture[slot].picogramsPerMicroliter }
        var highest: Int64 = 0
        var other = 0
        while other < count {
            highest = Swift.max(highest, plugs[other].mixture[slot].picogramsPerMicroliter)
            other += 1
        }
        return highest
    }

    @_noAllocation @_noLocks
    private mutating func mergeFirst() {
        plugs[1].mixture = plugs[1].mixture.highest(with: plugs[0].mixture)
        plugs[1].isUnknown = plugs[0].isUnknown || plugs[1].isUnknown
        removeFirst()
    }

    @_noAllocation @_noLocks
    private mutating func removeFirst() {
        var index = 1
        while index < count {
            plugs[index - 1] = plugs[index]
            index += 1
        }
        count -= 1
    }
}
