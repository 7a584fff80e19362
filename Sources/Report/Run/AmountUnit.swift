// SPDX-License-Identifier: Apache-2.0

/// A unit that suits an amount, for people: JSON has it too, so that a number and its unit are never apart.
struct AmountUnit: Hashable {
    let unit: ReportUnit
    /// Picolitres, picograms or picolitres a day in one.
    let size: Double
    let decimals: Int

    /// For volumes of up to so many picolitres.
    static func volume(upTo picoliters: Int64) -> AmountUnit {
        picoliters.magnitude >= 10_000_000_000
            ? AmountUnit(unit: .milliliters, size: 1e9, decimals: 4)
            : AmountUnit(unit: .microliters, size: 1e6, decimals: 3)
    }

    /// For masses of up to so many picograms.
    static func mass(upTo picograms: Int64) -> AmountUnit {
        picograms.magnitude >= 10_000_000_000
            ? AmountUnit(unit: .milligrams, size: 1e9, decimals: 4)
            : AmountUnit(unit: .micrograms, size: 1e6, decimals: 3)
    }

    static let rate = AmountUnit(unit: .millilitersPerDay, size: 1e9, decimals: 4)

    func number(_ amount: Int64) -> Double { Double(amount) / size }

    func value(_ amount: Int64) -> ReportValue { .number(number(amount)) }

    func value(_ interval: RunInterval) -> ReportValue {
        .interval(lower: number(interval.lower), nominal: number(interval.nominal), upper: number(interval.upper))
    }

    var kind: ReportValueKind { .number(decimals: decimals) }
    var intervalKind: ReportValueKind { .interval(decimals: decimals) }
}
