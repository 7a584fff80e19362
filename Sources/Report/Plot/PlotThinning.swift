// SPDX-License-Identifier: Apache-2.0

/// Fewer points that draw the same line.
enum PlotThinning {
    /// Of each width on the paper the first, the lowest, the highest and the last point, with the widest of the
    /// bounds; gaps stay gaps. Points in few columns come back as they are.
    static func thinned(_ points: [PlotPoint], columns: Int, column: (Double) -> Int) -> [PlotPoint] {
        guard points.count > 4 * columns else { return points }
        var result: [PlotPoint] = []
        var bucket: [PlotPoint] = []
        var present: Int?
        for point in points {
            guard let y = point.y, y.isFinite else {
                result += ends(of: bucket)
                bucket = []
                present = nil
                if result.last?.y != nil { result.append(point) }
                continue
            }
            let place = column(point.x)
            if place != present {
                result += ends(of: bucket)
                bucket = []
                present = place
            }
            bucket.append(point)
        }
        return result + ends(of: bucket)
    }

    private static func ends(of bucket: [PlotPoint]) -> [PlotPoint] {
        guard bucket.count > 4 else { return bucket }
        let values = bucket.map { $0.y ?? 0 }
        var lowest = 0
        var highest = 0
        for index in values.indices {
            if values[index] < values[lowest] { lowest = index }
            if values[index] > values[highest] { highest = index }
        }
        let lower = bucket.compactMap(\.lower).min()
        let upper = bucket.compactMap(\.upper).max()
        return Set([0, lowest, highest, bucket.count - 1]).sorted().map { index in
            PlotPoint(x: bucket[index].x, y: bucket[index].y, lower: lower, upper: upper)
        }
    }
}
