// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// A row of telemetry in one line.
enum TelemetryText {
    private static let widths = [24, 10, 16, 14, 12]

    static let heading = columns(["until", "state", "rate", "delivered", "reservoir", "pressure"])

    /// For people.
    static func line(_ row: TelemetryMessage) -> String {
        let pressure = row.meanPressurePascals.map { mean in
            let ends = [row.lowestPressurePascals, row.highestPressurePascals].map { $0.map(Shown.pascals) ?? "?" }
            return "\(Shown.pascals(mean)) (\(ends[0]) to \(ends[1]))"
        }
        return columns([
            row.wallTime, row.state.rawValue, Shown.nanolitersPerDay(row.rateNanolitersPerDay),
            Shown.volume(picoliters: row.forwardPicoliters), row.remainingNanoliters.map(Shown.nanoliters) ?? "-",
            pressure ?? "-",
        ])
    }

    private static func columns(_ cells: [String]) -> String {
        cells.enumerated().map { index, cell in
            let room = index < widths.count ? max(0, widths[index] - cell.count) : 0
            return cell + String(repeating: " ", count: room)
        }
        .joined(separator: "  ")
    }

    /// The columns, in the order that they keep.
    static let heads = CSVRow.text([
        "wallTime", "minute", "minutes", "state", "rateNanolitersPerDay", "forwardPicoliters", "reversePicoliters",
        "remainingNanoliters", "lowestPressurePascals", "meanPressurePascals", "highestPressurePascals",
    ])

    /// What is not known is empty.
    static func row(_ row: TelemetryMessage) -> String {
        let optional = { (number: Int64?) in number.map(String.init) ?? "" }
        return CSVRow.text([
            row.wallTime, "\(row.minute)", "\(row.minutes)", row.state.rawValue, "\(row.rateNanolitersPerDay)",
            "\(row.forwardPicoliters)", "\(row.reversePicoliters)", optional(row.remainingNanoliters),
            optional(row.lowestPressurePascals), optional(row.meanPressurePascals),
            optional(row.highestPressurePascals),
        ])
    }
}
