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
        if name.hasSuffix("Seconds") { return seconds(number) }
        return String(number)
    }
}
