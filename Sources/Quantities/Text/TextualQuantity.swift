// SPDX-License-Identifier: Apache-2.0

#if !hasFeature(Embedded)

/// A quantity that can be read from and written as text with its unit. What `description` writes, `init(parsing:)`
/// reads back to the same value, except for pressures in units that are no whole number of pascals.
public protocol TextualQuantity: Quantity, CustomStringConvertible, LosslessStringConvertible {
    /// What a person calls this: "flow rate".
    static var kind: String { get }
    /// The accepted units, largest first, and the unit that `description` uses from which amount on.
    static var units: [QuantityUnit] { get }
    /// The units that `description` picks from, largest first: the first of which there is at least one whole.
    static var preferredUnits: [QuantityUnit] { get }
    /// Whether values below zero have a meaning.
    static var allowsNegative: Bool { get }
    /// Whether text that is no whole number of canonical units is rounded to the nearest instead of refused.
    static var roundsText: Bool { get }
}

extension TextualQuantity {
    public static var preferredUnits: [QuantityUnit] { units }
    public static var allowsNegative: Bool { false }
    public static var roundsText: Bool { false }

    /// Reads `"1.2 mg/day"`: a decimal number without exponent, and a unit of this kind.
    public init(parsing text: String) throws(QuantityTextError) {
        let number = try DecimalNumber(prefixOf: text)
        guard number.digits >= 0 || Self.allowsNegative else { throw .negative(kind: Self.kind) }
        let symbol = QuantityUnit.normalised(number.rest)
        let examples = Self.units.prefix(4).map(\.symbol)
        guard !symbol.isEmpty else { throw .missingUnit(kind: Self.kind, examples: examples) }
        guard let unit = Self.units.first(where: { $0.symbol == symbol }) else {
            throw .wrongUnit(
                symbol: symbol, measures: UnitCatalogue.kind(of: symbol), kind: Self.kind, examples: examples,
                column: number.restColumn)
        }
        let (product, overflow) = number.digits.multipliedReportingOverflow(by: unit.multiplier)
        let (divisor, overflowBelow) = number.scale.multipliedReportingOverflow(by: unit.divisor)
        guard !overflow, !overflowBelow else { throw .outOfRange(kind: Self.kind) }
        if product % divisor != 0 && !Self.roundsText {
            throw .tooFine(kind: Self.kind, smallest: Self(canonical: 1).description)
        }
        let amount = WideArithmetic.divide(product, by: divisor, rounding: .nearest)
        guard amount <= Int128(Int64.max), amount >= Int128(Int64.min) else { throw .outOfRange(kind: Self.kind) }
        self.init(canonical: Int64(amount))
    }

    public init?(_ description: String) {
        try? self.init(parsing: description)
    }

    /// The exact amount in the unit that reads best.
    public var description: String {
        let magnitude = Int128(canonical.magnitude)
        let units = Self.preferredUnits
        let unit =
            units.first { magnitude * $0.divisor >= $0.multiplier && isExact(in: $0) }
            ?? units.last(where: { isExact(in: $0) }) ?? units[units.count - 1]
        return formatted(in: unit)
    }

    private func isExact(in unit: QuantityUnit) -> Bool {
        // Up to nine decimals are written; the mmHg of a whole pascal never ends.
        Int128(canonical) * unit.divisor * 1_000_000_000 % unit.multiplier == 0
    }

    /// The amount in `unit` with at most `decimals` decimals, rounded to the nearest, trailing zeros left out.
    public func formatted(in unit: QuantityUnit, decimals: Int = 9) -> String {
        var scale: Int128 = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = WideArithmetic.divide(
            Int128(canonical) * unit.divisor * scale, by: unit.multiplier, rounding: .nearest)
        return "\(DecimalNumber.text(scaled, scale: scale)) \(unit.symbol)"
    }

    /// The same with the unit named by its symbol, which must be one of ``units``.
    public func formatted(in symbol: String, decimals: Int = 9) -> String {
        guard let unit = Self.units.first(where: { $0.symbol == symbol }) else {
            preconditionFailure("\(symbol) is no unit of a \(Self.kind)")
        }
        return formatted(in: unit, decimals: decimals)
    }
}

#endif
