// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Values as people read them: rounded, with a unit that suits the size.
enum Shown {
    static func nanoliters(_ amount: Int64) -> String {
        let (picoliters, overflow) = amount.multipliedReportingOverflow(by: 1_000)
        return volume(picoliters: overflow ? .max : picoliters)
    }

    static func volume(picoliters: Int64) -> String {
        let volume = Volume(picoliters: picoliters)
        switch picoliters.magnitude {
        case 1_000_000_000...: return volume.formatted(in: "mL", decimals: 3)
        case 1_000_000...: return volume.formatted(in: "uL", decimals: 3)
        default: return volume.formatted(in: "nL", decimals: 3)
        }
    }

    static func nanolitersPerDay(_ amount: Int64) -> String {
        let (picoliters, overflow) = amount.multipliedReportingOverflow(by: 1_000)
        return FlowRate(picolitersPerDay: overflow ? .max : picoliters).formatted(in: "mL/day", decimals: 6)
    }

    static func nanograms(_ amount: Int64) -> String {
        let (picograms, overflow) = amount.multipliedReportingOverflow(by: 1_000)
        let mass = Mass(picograms: overflow ? .max : picograms)
        return mass.formatted(in: massUnit(nanograms: amount), decimals: 3)
    }

    static func nanogramsPerDay(_ amount: Int64) -> String {
        dose(amount, in: massUnit(nanograms: amount)) + " \(massUnit(nanograms: amount))/day"
    }

    /// A dose rate in a unit of mass a day, without the unit: `0.25`.
    static func dose(_ nanogramsPerDay: Int64, in unit: String) -> String {
        let (picograms, overflow) = nanogramsPerDay.multipliedReportingOverflow(by: 1_000)
        let rate = DoseRate(picogramsPerDay: overflow ? .max : picograms)
        return String(rate.formatted(in: "\(unit)/day", decimals: 3).prefix { $0 != " " })
    }

    /// The unit that suits a mass.
    static func massUnit(nanograms amount: Int64) -> String {
        switch amount.magnitude {
        case 1_000_000...: "mg"
        case 1_000...: "ug"
        default: "ng"
        }
    }

    static func nanogramsPerMilliliter(_ amount: Int64) -> String {
        // A nanogram a millilitre is a picogram a microlitre.
        Concentration(picogramsPerMicroliter: amount)
            .formatted(in: "\(massUnit(nanograms: amount))/mL", decimals: 3)
    }

    static func pascals(_ amount: Int64) -> String {
        Pressure(pascals: amount).formatted(in: amount.magnitude >= 1_000 ? "kPa" : "Pa", decimals: 2)
    }

    /// The two largest units that matter: `2 h 3 min`.
    static func seconds(_ amount: Int64) -> String {
        let units: [(size: Int64, name: String)] = [(86_400, "days"), (3_600, "h"), (60, "min"), (1, "s")]
        guard let first = units.firstIndex(where: { amount >= $0.size }) else { return "\(amount) s" }
        let (whole, rest) = amount.quotientAndRemainder(dividingBy: units[first].size)
        let name = first == 0 && whole == 1 ? "day" : units[first].name
        guard first + 1 < units.count else { return "\(whole) \(name)" }
        let next = rest / units[first + 1].size
        return next == 0 ? "\(whole) \(name)" : "\(whole) \(name) \(next) \(units[first + 1].name)"
    }

    static func days(_ amount: Int64) -> String { amount == 1 ? "1 day" : "\(amount) days" }

    /// `12.3 %`, from thousandths.
    static func percent(milli: Int64) -> String {
        milli % 10 == 0 ? "\(milli / 10) %" : "\(milli / 10).\(abs(milli % 10)) %"
    }

    static func nanoseconds(_ amount: Int64) -> String {
        amount < 10_000_000 ? "\((amount + 500) / 1_000) us" : "\((amount + 500_000) / 1_000_000) ms"
    }

    /// `199.9`, from thousandths.
    static func thousandths(_ amount: Int64) -> String {
        let tenths = (amount + 50) / 100
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    /// A limit's name in a person's words; one that is not known here by its own.
    static func limit(_ name: String) -> String {
        name == "maximumRateNanolitersPerDay" ? "above the maximum rate (the lowest of rig and prescription)" : name
    }

    /// A number whose name ends with its unit: `maximumRateNanolitersPerDay`.
    static func amount(_ number: Int64, named name: String) -> String {
        if name.hasSuffix("NanolitersPerDay") { return nanolitersPerDay(number) }
        if name.hasSuffix("Nanoliters") { return nanoliters(number) }
        if name.hasSuffix("Picoliters") { return volume(picoliters: number) }
        if name.hasSuffix("NanogramsPerDay") { return nanogramsPerDay(number) }
        if name.hasSuffix("NanogramsPerMilliliter") { return nanogramsPerMilliliter(number) }
        if name.hasSuffix("Nanograms") { return nanograms(number) }
        if name.hasSuffix("Seconds") { return seconds(number) }
        return String(number)
    }
}
