// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What the matrix came to, as it is printed.
struct DetectReport: Encodable {
    struct Quantiles: Encodable {
        let median: Double
        let q95: Double
        let worst: Double

        init?(_ values: [Double]) {
            guard let median = values.quantile(0.5), let q95 = values.quantile(0.95), let worst = values.max() else {
                return nil
            }
            self.median = median
            self.q95 = q95
            self.worst = worst
        }
    }

    struct Fault: Encodable {
        let fault: String
        let runs: Int
        let misses: Int
        let early: Int
        let mistaken: Int
        let missedMicroliters: Quantiles?
        let minutesToAlarm: Quantiles?
        let bolusMicroliters: Quantiles?
    }

    struct Cell: Encodable {
        let cell: String
        let millilitersPerDay: Double
        let millilitersPerKilopascal: Double
        let calibration: String
        let faults: [Fault]
        let years: Double
        let falseAlarms: Int
        let earlyAlarms: Int
        let strokesToDrift: Int64?
        let driftMissing: Int
        let aimMicroliters: Double?
        let isMet: Bool
    }

    let cells: [Cell]
    let seconds: Double

    init(_ figures: [DetectFigures], seconds: Double) {
        cells = figures.map(Self.cell)
        self.seconds = seconds
    }

    private static func cell(_ figures: DetectFigures) -> Cell {
        let cell = figures.cell
        let faults = DetectFault.allCases.compactMap { fault -> Fault? in
            guard let all = figures.occlusions[fault.rawValue] else { return nil }
            return Fault(
                fault: fault.rawValue, runs: all.runs, misses: all.runs - all.found - all.early, early: all.early,
                mistaken: all.mistaken, missedMicroliters: Quantiles(all.missed),
                minutesToAlarm: Quantiles(all.minutes),
                bolusMicroliters: Quantiles(all.bolus))
        }
        let sudden = faults.first { $0.fault == DetectFault.sudden.rawValue }
        let isFound =
            sudden.map { $0.misses == 0 && $0.early == 0 && ($0.missedMicroliters?.q95 ?? 0) <= cell.aim ?? .infinity }
            ?? true
        // Below a year of running a single alarm says nothing of a rate.
        let isQuiet = Double(figures.falseAlarms) < Swift.max(1, figures.years)
        return Cell(
            cell: cell.name, millilitersPerDay: cell.rate, millilitersPerKilopascal: cell.compliance,
            calibration: cell.calibration.rawValue, faults: faults, years: figures.years,
            falseAlarms: figures.falseAlarms, earlyAlarms: figures.earlyAlarms,
            strokesToDrift: figures.driftAfter.max(), driftMissing: figures.driftMissing, aimMicroliters: cell.aim,
            isMet: isFound && isQuiet)
    }

    /// Cells whose aim was not met.
    var missed: [String] { cells.filter { !$0.isMet }.map(\.cell) }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    // MARK: - Text

    var text: String {
        var lines = ["Missed volume in uL, median / 95 % / worst; misses of runs."]
        for fault in DetectFault.allCases {
            lines += ["", "\(fault.rawValue):", Self.header]
            lines += cells.compactMap { cell in
                cell.faults.first { $0.fault == fault.rawValue }.map { Self.line(cell, $0) }
            }
        }
        lines += ["", "disturbed running:", "  mL/day    mL/kPa  known       years  false  a year  early  drift after"]
        lines += cells.map(Self.quiet)
        lines.append("")
        lines.append(
            missed.isEmpty
                ? "All aims met in \(cells.count) cells. \(Self.number(seconds, 1)) s."
                : "Aims not met: \(missed.joined(separator: ", ")). \(Self.number(seconds, 1)) s.")
        return lines.joined(separator: "\n")
    }

    private static let header =
        "  mL/day    mL/kPa  known        missed uL             minutes to alarm    bolus   misses"

    private static func line(_ cell: Cell, _ fault: Fault) -> String {
        let missed =
            fault.missedMicroliters.map { [$0.median, $0.q95, $0.worst].map { number($0, 2) } } ?? ["-", "-", "-"]
        let minutes = fault.minutesToAlarm.map { "\(number($0.median, 1)) / \(number($0.q95, 1))" } ?? "-"
        return [
            place(cell), pad(missed.joined(separator: " / "), 22), pad(minutes, 18),
            pad(fault.bolusMicroliters.map { number($0.q95, 2) } ?? "-", 7),
            "\(fault.misses)/\(fault.runs)" + (fault.early > 0 ? " (\(fault.early) early)" : "")
                + (fault.mistaken > 0 ? " (\(fault.mistaken) taken for another)" : ""),
        ].joined(separator: " ")
    }

    private static func quiet(_ cell: Cell) -> String {
        let rate = cell.years > 0 ? number(Double(cell.falseAlarms) / cell.years, 2) : "-"
        let drift = cell.strokesToDrift.map { "\($0)" } ?? "-"
        return [
            place(cell), pad(number(cell.years, 2), 6), pad("\(cell.falseAlarms)", 6), pad(rate, 7),
            pad("\(cell.earlyAlarms)", 6), cell.driftMissing > 0 ? "\(drift), never in \(cell.driftMissing)" : drift,
        ].joined(separator: " ")
    }

    private static func place(_ cell: Cell) -> String {
        pad(cell.millilitersPerDay.shortest, 8) + pad(cell.millilitersPerKilopascal.shortest, 10) + "  "
            + cell.calibration.padding(toLength: 10, withPad: " ", startingAt: 0)
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: Swift.max(0, width - text.count)) + text
    }

    private static func number(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }
}
