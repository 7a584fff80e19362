// SPDX-License-Identifier: Apache-2.0

#if !hasFeature(Embedded)

/// A unit as people write it, with its exact worth in a quantity's canonical unit.
public struct QuantityUnit: Hashable, Sendable {
    /// As written by us, in ASCII: `uL/h`. Input may also use either micro sign.
    public let symbol: String
    /// Canonical units in `divisor` of this unit; both are positive.
    let multiplier: Int128
    let divisor: Int128

    init(_ symbol: String, _ multiplier: Int128, over divisor: Int128 = 1) {
        self.symbol = symbol
        // In lowest terms, so that the products with a 64-bit amount stay within 128 bits.
        var (common, rest) = (multiplier, divisor)
        while rest != 0 { (common, rest) = (rest, common % rest) }
        self.multiplier = multiplier / common
        self.divisor = divisor / common
    }

    /// Whether this unit is a whole number of canonical ones.
    var isWhole: Bool { divisor == 1 }

    /// `numerator` per `denominator`; `scale` canonical units are worth one of the quotient of their canonical units.
    static func quotient(_ numerator: QuantityUnit, per denominator: QuantityUnit, scale: Int128 = 1) -> QuantityUnit {
        QuantityUnit(
            "\(numerator.symbol)/\(denominator.symbol)", numerator.multiplier * denominator.divisor * scale,
            over: numerator.divisor * denominator.multiplier)
    }

    static let volumes = [
        QuantityUnit("L", 1_000_000_000_000), QuantityUnit("mL", 1_000_000_000), QuantityUnit("uL", 1_000_000),
        QuantityUnit("nL", 1_000), QuantityUnit("pL", 1),
    ]
    static let masses = [
        QuantityUnit("g", 1_000_000_000_000), QuantityUnit("mg", 1_000_000_000), QuantityUnit("ug", 1_000_000),
        QuantityUnit("ng", 1_000), QuantityUnit("pg", 1),
    ]
    static let durations = [
        QuantityUnit("day", 86_400_000_000_000), QuantityUnit("h", 3_600_000_000_000),
        QuantityUnit("min", 60_000_000_000),
        QuantityUnit("s", 1_000_000_000), QuantityUnit("ms", 1_000_000), QuantityUnit("us", 1_000),
        QuantityUnit("ns", 1),
    ]
    /// The times that a rate is stated over.
    static let perTimes = Array(durations.prefix(3))

    /// Other spellings that input may use.
    static func normalised(_ text: Substring) -> String {
        var symbol = ""
        for character in text where character != " " {
            symbol.append(character == "\u{B5}" || character == "\u{3BC}" ? "u" : character)
        }
        switch symbol {
        case "d", "days": return "day"
        case "hour", "hours": return "h"
        default: break
        }
        for (spelling, ours) in [("/d", "/day"), ("/hour", "/h"), ("/hr", "/h")] where symbol.hasSuffix(spelling) {
            return symbol.dropLast(spelling.count) + ours
        }
        return symbol
    }
}

#endif
