// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Volumes and masses by day, from rows of telemetry.
struct RunVolumes {
    /// A share of a volume in millionths by which its bounds lie below and above it.
    struct Bounds: Hashable {
        var below: Int64
        var above: Int64
    }

    private(set) var days: [RunDay] = []
    private(set) var doses: [RunDose] = []

    /// - Parameters:
    ///   - samples: In their order, all within the span.
    ///   - before: What the odometer showed at the begin of the span; nil where nothing tells.
    ///   - uncertain: Movement that nobody saw: a day's lower bound is without it.
    init(
        samples: [RunSample], before: Int64?, uncertain: [RunUncertain], prescriptions: [RunPrescription],
        bounds: Bounds
    ) {
        var odometer = before ?? samples.first?.forward ?? 0
        var masses: [Key: Int64] = [:]
        var drugs: [String] = []
        for sample in samples {
            let day = Self.day(of: sample.at)
            if days.last?.day != day { days.append(RunDay(day: day, delivered: .zero, asked: 0, minutes: 0)) }
            let volume = max(0, sample.forward - odometer)
            odometer = max(odometer, sample.forward)
            days[days.count - 1].delivered.nominal += volume
            days[days.count - 1].asked += Self.product(sample.picolitersPerDay, sample.minutes, over: 1_440)
            days[days.count - 1].minutes += sample.minutes
            for drug in Self.mixture(at: sample.at, prescriptions) {
                if !drugs.contains(drug.name) { drugs.append(drug.name) }
                masses[Key(day: day, drug: drug.name), default: 0] +=
                    Self.product(volume, drug.picogramsPerMicroliter, over: 1_000_000)
            }
        }
        for index in days.indices {
            let unproven = uncertain.filter { Self.day(of: $0.at) == days[index].day }.map(\.picoliters).reduce(0, +)
            days[index].delivered = Self.bounded(days[index].delivered.nominal, unproven: unproven, bounds)
        }
        doses = days.flatMap { day in
            drugs.compactMap { drug in
                masses[Key(day: day.day, drug: drug)].map {
                    RunDose(day: day.day, drug: drug, mass: Self.mass($0, like: day.delivered))
                }
            }
        }
    }

    private struct Key: Hashable {
        let day: String
        let drug: String
    }

    /// What ends at midnight belongs to the day that ends.
    private static func day(of time: ReportTime) -> String {
        ReportTime(milliseconds: time.milliseconds - 1).day
    }

    private static func mixture(at time: ReportTime, _ prescriptions: [RunPrescription]) -> [RunPrescription.Drug] {
        prescriptions.last { $0.committedAt < time }?.drugs ?? []
    }

    private static func bounded(_ nominal: Int64, unproven: Int64, _ bounds: Bounds) -> RunInterval {
        let proven = max(0, nominal - unproven)
        return RunInterval(
            lower: max(0, proven - product(proven, bounds.below, over: 1_000_000)), nominal: nominal,
            upper: nominal + product(nominal, bounds.above, over: 1_000_000))
    }

    /// The bounds of a mass are as wide as those of the volume that it was in.
    private static func mass(_ nominal: Int64, like volume: RunInterval) -> RunInterval {
        guard volume.nominal > 0 else { return RunInterval(lower: 0, nominal: nominal, upper: nominal) }
        return RunInterval(
            lower: product(nominal, volume.lower, over: volume.nominal), nominal: nominal,
            upper: product(nominal, volume.upper, over: volume.nominal))
    }

    /// Rounded down; held to what an integer can be.
    static func product(_ left: Int64, _ right: Int64, over divisor: Int64) -> Int64 {
        Int64(clamping: Int128(left) * Int128(right) / Int128(divisor))
    }
}
