// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TOMLDocument

/// `[calibration]`: what a revolution of the pump head delivers.
public struct RigCalibration: Sendable, Hashable {
    /// `id`: which calibration this is, shown before arming and kept in every record.
    public let id: String
    /// `volume-per-revolution`, 1 nL to 10 mL.
    public let volumePerRevolution: Volume
    /// `uncertainty` of any delivered volume, above 0 to 50 %.
    public let uncertainty: Ratio
    /// `curve`: 1 to 512 relative volumes over one revolution from the index mark on, in parts a million; each holds for
    /// an equal part of the revolution. Without it (a single 1) every step counts the same.
    public let curve: [Int64]

    /// `line-compliance`: what the line swells by, as measured; without it nobody watches the line of a rig that is not
    /// simulated.
    public let lineCompliance: Compliance?
    /// `line-resistance`: of the catheter, from the pump to the tip.
    public let lineResistance: FlowResistance?

    init(reading table: DocumentTable) {
        id = table.text("id")
        volumePerRevolution = table.quantity(
            "volume-per-revolution", within: Volume(picoliters: 1_000)...Volume(picoliters: 10_000_000_000))
        uncertainty = table.quantity(
            "uncertainty", within: Ratio(partsPerMillion: 1)...Ratio(partsPerMillion: 500_000))
        lineCompliance = table.optionalMeasure("line-compliance", within: SimulatedPhysics.compliances)
        lineResistance = table.optionalMeasure("line-resistance", within: SimulatedPhysics.resistances)
        curve = table.optionalNumbers("curve", count: 1...VolumeCurve.capacity) ?? [1_000_000]
    }

    /// The volume of each of `count` full steps of a revolution, in picolitres, which add up to exactly
    /// ``volumePerRevolution``.
    ///
    /// The cumulative volume at each step's end is the exact integral of the curve, rounded down to a picolitre; a step
    /// is the difference of two of these. So each is within a picolitre of its exact value, and no rounding adds up.
    public func stepVolumes(count: Int) -> [Int64] {
        precondition(count > 0)
        // In units of 1 / (curve.count x count) of a revolution both grids fall on whole numbers.
        let total = curve.reduce(Int128(0)) { $0 + Int128($1) } * Int128(count)
        var volumes: [Int64] = []
        var before: Int64 = 0
        for step in 1...count {
            let end = step * curve.count
            let (whole, part) = end.quotientAndRemainder(dividingBy: count)
            var integral = curve[..<whole].reduce(Int128(0)) { $0 + Int128($1) } * Int128(count)
            if part > 0 { integral += Int128(curve[whole]) * Int128(part) }
            // 512 x 512 x 10^12 x 10^10 is below 2^92. The quotient is at most a revolution.
            let volume = Int64(Int128(volumePerRevolution.picoliters) * integral / total)
            volumes.append(volume - before)
            before = volume
        }
        return volumes
    }

    /// The curve for the core; nil where a step of it holds no whole picolitre or more than 2.1 mL.
    func volumeCurve(fullSteps count: Int) -> VolumeCurve? {
        let volumes = stepVolumes(count: count)
        return VolumeCurve(stepVolumes: count) { volumes[$0] }
    }

    /// The bounds that hold between keys. Call it only where each key is sound.
    func check(_ table: DocumentTable, mechanics: RigMechanics) {
        let steps = mechanics.fullStepsPerRevolution
        let volumes = stepVolumes(count: steps)
        guard volumeCurve(fullSteps: steps) != nil else {
            return table.report(
                "a full step delivers 1 pL to \(Volume(picoliters: Int64(Int32.max))); this curve has steps of "
                    + "\(Volume(picoliters: volumes.min() ?? 0)) to \(Volume(picoliters: volumes.max() ?? 0))",
                at: table.has("curve") ? "curve" : "volume-per-revolution")
        }
        if let smallest = volumes.min(), let index = volumes.firstIndex(of: smallest),
            smallest * 4 * Int64(steps) < volumePerRevolution.picoliters
        {
            return table.report(
                "full step \(index + 1) of \(steps) delivers \(Volume(picoliters: smallest)), less than a quarter of the "
                    + "mean, \(Volume(picoliters: volumePerRevolution.picoliters / Int64(steps)))", at: "curve")
        }
        checkStrokes(table, volumes: volumes, strokeFullSteps: mechanics.strokeFullSteps)
    }

    /// A stroke must never need more than twice its regular steps, which is what the core plans at most and a grant
    /// covers. The first of them may be in progress already, and up to a step's volume may be carried over.
    private func checkStrokes(_ table: DocumentTable, volumes: [Int64], strokeFullSteps: Int) {
        let steps = volumes.count
        let run = 2 * strokeFullSteps - 1
        let stroke = volumePerRevolution.picoliters * Int64(strokeFullSteps) / Int64(steps)
        let needed = stroke + (volumes.max() ?? 0)
        for start in 0..<steps {
            let volume = (start..<(start + run)).reduce(Int64(0)) { $0 + volumes[$1 % steps] }
            guard volume < needed else { continue }
            return table.report(
                "too uneven: \(run) full steps from step \(start + 1) on deliver \(Volume(picoliters: volume)), and a "
                    + "stroke of \(Volume(picoliters: stroke)) must be done in twice its \(strokeFullSteps) steps, one "
                    + "carried over: that takes \(Volume(picoliters: needed))", at: "curve")
        }
    }
}
