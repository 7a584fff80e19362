// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the pump head delivers in each full motor step of one revolution of its rotor: rollers make it uneven.
public struct VolumeCurve: Sendable {
    /// Full steps a revolution at most: 0.9 degree motors have 400.
    public static var capacity: Int { 512 }

    /// Full steps a revolution.
    public let count: Int
    /// The volume of one whole revolution.
    public let revolution: Volume
    /// The mean volume of a full step, rounded up: what an unknown phase counts.
    public let mean: Volume
    /// The largest volume of a single full step.
    public let largestStep: Volume
    private var steps: InlineArray<512, Int32>

    /// A curve from the volume of each full step, in picolitres, all of them positive; nil where there are none, too many
    /// or one is not positive.
    public init?(stepVolumes count: Int, picoliters: (Int) -> Int64) {
        guard count > 0, count <= Self.capacity else { return nil }
        var steps = InlineArray<512, Int32>(repeating: 0)
        var sum: Int64 = 0
        var largest: Int32 = 0
        for index in 0..<count {
            guard let step = Int32(exactly: picoliters(index)), step > 0 else { return nil }
            steps[index] = step
            sum += Int64(step)
            largest = Swift.max(largest, step)
        }
        self.count = count
        self.steps = steps
        revolution = Volume(picoliters: sum)
        mean = Volume(picoliters: (sum + Int64(count) - 1) / Int64(count))
        largestStep = Volume(picoliters: Int64(largest))
    }

    /// The volume of the full step that starts at `index`, counted from the index mark.
    @_noAllocation @_noLocks
    func volume(ofStep index: Int) -> Int64 { Int64(steps[index]) }

    /// The largest volume of `fullSteps` steps in a row, over every phase.
    public func largestVolume(ofSteps fullSteps: Int) -> Volume {
        var largest: Int64 = 0
        for start in 0..<count {
            var sum: Int64 = 0
            for step in 0..<fullSteps { sum += volume(ofStep: (start + step) % count) }
            largest = Swift.max(largest, sum)
        }
        return Volume(picoliters: largest)
    }

    /// How far the curve strays at most from its mean, over any run of steps: the uncertainty of a volume that was
    /// delivered with the phase unknown.
    public var largestDeviation: Volume {
        // The deviation of a run is the difference of two points of the cumulative deviation from the mean.
        var cumulative: Int64 = 0
        var lowest: Int64 = 0
        var highest: Int64 = 0
        for index in 0..<count {
            cumulative += volume(ofStep: index) * Int64(count) - revolution.picoliters
            lowest = Swift.min(lowest, cumulative)
            highest = Swift.max(highest, cumulative)
        }
        return Volume(picoliters: (highest - lowest + Int64(count) - 1) / Int64(count))
    }
}
