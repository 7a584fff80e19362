// SPDX-License-Identifier: Apache-2.0

/// The run over time: what was delivered beside what was asked for, rate, reservoir and pressure, with the alarms.
struct RunPlots {
    let record: RunRecord

    /// None without telemetry; none of pressure without a sensor.
    var plots: [Plot] {
        guard !record.samples.isEmpty else { return [] }
        return [volume, rate] + [reservoir, pressure].compactMap(\.self)
    }

    private var axis: PlotAxis {
        guard let first = record.samples.first?.at, let last = record.samples.last?.at, first < last else {
            return .time()
        }
        return .time(min(record.span.since ?? first, first)...last)
    }

    private var marks: [PlotMark] {
        record.conditions.map { PlotMark(x: $0.raisedAt.seconds, title: $0.title, severity: $0.severity) }
            + record.uncertain.map {
                PlotMark(x: $0.at.seconds, title: "Movement left unproven", severity: .medium)
            }
    }

    /// A point for each row, and a gap where rows are missing.
    private func points(_ point: (RunSample) -> PlotPoint) -> [PlotPoint] {
        var points: [PlotPoint] = []
        var before: RunSample?
        for sample in record.samples {
            if let before, isGap(before, sample) {
                points.append(PlotPoint(x: (before.at.seconds + sample.at.seconds) / 2, y: nil))
            }
            points.append(point(sample))
            before = sample
        }
        return points
    }

    /// More than three rows' time, which is shorter where the pump's time runs faster.
    private func isGap(_ before: RunSample, _ sample: RunSample) -> Bool {
        let usual = Double(max(before.minutes, sample.minutes) * 60) / Double(max(record.identity.speedUp, 1))
        return sample.at.seconds - before.at.seconds > max(3 * usual, 5)
    }

    private var volume: Plot {
        let total = record.delivered.inSpan ?? .zero
        let unit = AmountUnit.volume(upTo: total.upper)
        // The odometer counts from the record's begin; the span's own volume ends at the total.
        let start = (record.samples.last?.forward ?? 0) - total.nominal
        var asked: Int64 = 0
        let share = { (bound: Int64) in total.nominal > 0 ? Double(bound) / Double(total.nominal) : 1 }
        let (below, above) = (share(total.lower), share(total.upper))
        let delivered = points { sample in
            let value = unit.number(max(0, sample.forward - start))
            return PlotPoint(x: sample.at.seconds, y: value, lower: value * below, upper: value * above)
        }
        let wanted = points { sample in
            asked += RunVolumes.product(sample.picolitersPerDay, sample.minutes, over: 1_440)
            return PlotPoint(x: sample.at.seconds, y: unit.number(asked))
        }
        return Plot(
            id: "volume", title: "Delivered and asked for",
            description:
                "The volume delivered since the begin of the span, with its bounds, and what the rate came to.",
            horizontal: axis,
            vertical: PlotAxis(id: "volume", title: "Volume", unit: unit.unit, includesZero: true),
            series: [
                PlotSeries(id: "delivered", title: "Delivered", points: delivered),
                PlotSeries(id: "asked", title: "Asked for", points: wanted),
            ], marks: marks)
    }

    private var rate: Plot {
        let unit = AmountUnit.rate
        return Plot(
            id: "rate", title: "Rate", description: "The commanded rate at the end of each row, boluses included.",
            horizontal: axis, vertical: PlotAxis(id: "rate", title: "Rate", unit: unit.unit, includesZero: true),
            series: [
                PlotSeries(
                    id: "rate", title: "Commanded", form: .step,
                    points: points { PlotPoint(x: $0.at.seconds, y: unit.number($0.picolitersPerDay)) })
            ], marks: marks)
    }

    private var reservoir: Plot? {
        guard let most = record.samples.compactMap(\.remaining).max() else { return nil }
        let unit = AmountUnit.volume(upTo: most)
        return Plot(
            id: "reservoir", title: "Reservoir", description: "What the account says is left in the reservoir.",
            horizontal: axis, vertical: PlotAxis(id: "remaining", title: "Left", unit: unit.unit, includesZero: true),
            series: [
                PlotSeries(
                    id: "remaining", title: "Left",
                    points: points { PlotPoint(x: $0.at.seconds, y: $0.remaining.map(unit.number)) })
            ], marks: marks)
    }

    private var pressure: Plot? {
        guard record.samples.contains(where: { $0.meanPascals != nil }) else { return nil }
        let number = { (pascals: Int64?) in pascals.map { Double($0) / 1_000 } }
        return Plot(
            id: "pressure", title: "Pressure",
            description: "The mean of the pressure sensor's readings in each row, between the least and the greatest.",
            horizontal: axis, vertical: PlotAxis(id: "pressure", title: "Pressure", unit: .kilopascals),
            series: [
                PlotSeries(
                    id: "pressure", title: "Mean",
                    points: points {
                        PlotPoint(
                            x: $0.at.seconds, y: number($0.meanPascals), lower: number($0.lowestPascals),
                            upper: number($0.highestPascals))
                    })
            ], marks: marks)
    }
}
