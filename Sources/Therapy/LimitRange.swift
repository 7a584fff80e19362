// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// The limits of one quantity of a drug, with where they are from. Soft ones ask for a person's word, hard ones are
/// final (BR-S05). Each may be left out.
public struct LimitRange<Limited: TextualQuantity>: Hashable, Sendable {
    /// `lower-hard`.
    public let lowerHard: Limited?
    /// `lower-soft`.
    public let lowerSoft: Limited?
    /// `upper-soft`.
    public let upperSoft: Limited?
    /// `upper-hard`.
    public let upperHard: Limited?
    /// `source`, required: who says so.
    public let source: String

    /// A limit that a value passes.
    struct Crossing {
        let limit: Limited
        let isUpper: Bool
        let isHard: Bool
    }

    static var keys: [String] { ["lower-hard", "lower-soft", "upper-soft", "upper-hard"] }

    init(reading table: DocumentTable) {
        lowerHard = table.optional("lower-hard")
        lowerSoft = table.optional("lower-soft")
        upperSoft = table.optional("upper-soft")
        upperHard = table.optional("upper-hard")
        source = table.text("source")
        if !Self.keys.contains(where: { table.has($0) }) {
            table.report("gives no limit; there are \(Self.keys.joined(separator: ", "))")
        }
        var last: (key: String, limit: Limited)?
        for (key, limit) in zip(Self.keys, [lowerHard, lowerSoft, upperSoft, upperHard]) {
            guard let limit else { continue }
            if let last, limit < last.limit {
                table.report("\(limit) is below \(last.key), \(last.limit)", at: key)
            }
            last = (key, limit)
        }
    }

    /// The gravest limit that `value` passes; nil within all of them. At a limit nothing is passed.
    func crossing(of value: Limited) -> Crossing? {
        if let lowerHard, value < lowerHard { return Crossing(limit: lowerHard, isUpper: false, isHard: true) }
        if let upperHard, value > upperHard { return Crossing(limit: upperHard, isUpper: true, isHard: true) }
        if let lowerSoft, value < lowerSoft { return Crossing(limit: lowerSoft, isUpper: false, isHard: false) }
        if let upperSoft, value > upperSoft { return Crossing(limit: upperSoft, isUpper: true, isHard: false) }
        return nil
    }
}
