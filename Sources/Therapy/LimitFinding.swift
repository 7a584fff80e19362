// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A limit of the drug library that a prescription or a bolus passes (BR-S05).
public struct LimitFinding: Hashable, Sendable, CustomStringConvertible {
    /// What a limit is of.
    public enum Quantity: String, Hashable, Sendable {
        case concentration
        case dailyDose = "daily dose"
        case doseRate = "dose rate"
        case singleBolus = "single bolus"
    }

    /// The key's path in the therapy file; `bolus` for one that is asked for.
    public let field: String
    public let drug: String
    public let quantity: Quantity
    /// The value with its unit.
    public let asked: String
    /// The limit with its unit.
    public let limit: String
    /// The library's own word on where the limit is from.
    public let source: String
    public let isUpper: Bool
    /// A hard one cannot be overridden.
    public let isHard: Bool

    public var description: String {
        "the \(quantity.rawValue) of \(drug), \(asked), is \(isUpper ? "above" : "below") the drug library's "
            + "\(isHard ? "hard" : "soft") limit, \(limit) (\(source))"
    }

    /// The finding on `value`; nil where it is within `range`.
    static func of<Limited>(
        _ value: Limited, within range: LimitRange<Limited>?, _ quantity: Quantity, of drug: String, field: String
    ) -> LimitFinding? {
        guard let range, let crossing = range.crossing(of: value) else { return nil }
        return LimitFinding(
            field: field, drug: drug, quantity: quantity, asked: value.description,
            limit: crossing.limit.description, source: range.source, isUpper: crossing.isUpper,
            isHard: crossing.isHard)
    }
}
