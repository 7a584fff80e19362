// SPDX-License-Identifier: Apache-2.0

/// A unit: how people read it, and how it ends the name of a number in JSON.
public struct ReportUnit: Codable, Hashable, Sendable {
    /// `uL/h`.
    public var symbol: String
    /// In upper camel case: `MicrolitersPerHour`.
    public var name: String

    public init(symbol: String, name: String) {
        self.symbol = symbol
        self.name = name
    }

    public static let seconds = ReportUnit(symbol: "s", name: "Seconds")
    public static let hours = ReportUnit(symbol: "h", name: "Hours")
    public static let days = ReportUnit(symbol: "days", name: "Days")
    public static let percent = ReportUnit(symbol: "%", name: "Percent")
    public static let nanoliters = ReportUnit(symbol: "nL", name: "Nanoliters")
    public static let microliters = ReportUnit(symbol: "uL", name: "Microliters")
    public static let milliliters = ReportUnit(symbol: "mL", name: "Milliliters")
    public static let microlitersPerHour = ReportUnit(symbol: "uL/h", name: "MicrolitersPerHour")
    public static let millilitersPerDay = ReportUnit(symbol: "mL/day", name: "MillilitersPerDay")
    public static let micrograms = ReportUnit(symbol: "ug", name: "Micrograms")
    public static let milligrams = ReportUnit(symbol: "mg", name: "Milligrams")
    public static let kilopascals = ReportUnit(symbol: "kPa", name: "Kilopascals")
}
