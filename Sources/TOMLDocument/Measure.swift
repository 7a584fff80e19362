// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A quantity that only documents speak of (a length, a step rate), read from text by the same rules as the quantities
/// that decide doses: an exact decimal number and a unit. Never negative.
public protocol Measure: Quantity, CustomStringConvertible {
    /// What a person calls this: "length".
    static var kind: String { get }
    /// The accepted units; `description` uses the first.
    static var units: [MeasureUnit] { get }
}

extension Measure {
    /// Reads `"0.9 m"`.
    public init(measuring text: String) throws(MeasureError) {
        let characters = text.drop { $0 == " " }
        let number = characters.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else {
            throw MeasureError(
                message: "“\(text.prefix(40))” does not start with a decimal number; a \(Self.kind) is written like "
                    + "“1.5 \(Self.units[0].symbol)”")
        }
        var symbol = String(characters.dropFirst(number.count).drop { $0 == " " })
        while symbol.last == " " { symbol.removeLast() }
        for micro in ["\u{B5}", "\u{3BC}"] where symbol.hasPrefix(micro) { symbol = "u" + symbol.dropFirst() }
        let known = Self.units.map(\.symbol).joined(separator: ", ")
        guard !symbol.isEmpty else { throw MeasureError(message: "a \(Self.kind) needs a unit: one of \(known)") }
        guard let unit = Self.units.first(where: { $0.symbol == symbol }) else {
            throw MeasureError(
                message: "“\(symbol.prefix(40))” is no unit of a \(Self.kind); it is written in \(known)")
        }
        let decimals = parts.count == 2 ? parts[1].count : 0
        // 24 digits times the worth of a unit stay within 128 bits as long as that worth is below 10^14.
        guard parts.reduce(0, { $0 + $1.count }) <= 24, let digits = Int128(parts.joined()) else {
            throw MeasureError(message: "a number has at most 24 digits")
        }
        let (product, overflow) = digits.multipliedReportingOverflow(by: Int128(unit.worth))
        let scale = (0..<decimals).reduce(Int128(1)) { product, _ in product * 10 }
        guard !overflow, let amount = Int64(exactly: product / scale) else {
            throw MeasureError(message: "this \(Self.kind) is too large to be held")
        }
        guard product % scale == 0 else {
            throw MeasureError(message: "this \(Self.kind) is finer than can be held")
        }
        self.init(canonical: amount)
    }

    /// The exact amount in the first of ``units``.
    public var description: String {
        let unit = Self.units[0]
        let (whole, rest) = canonical.quotientAndRemainder(dividingBy: unit.worth)
        // The worth of every unit is a power of ten, so that the decimals end.
        var decimals = String(Int128(rest.magnitude) + Int128(unit.worth)).dropFirst()
        while decimals.last == "0" { decimals.removeLast() }
        return "\(whole)\(decimals.isEmpty ? "" : ".\(decimals)") \(unit.symbol)"
    }
}
