// SPDX-License-Identifier: Apache-2.0
import Quantities

extension DocumentTable {
    /// A quantity that may be left out. `within` bounds it; what lies outside is an error that names the bounds.
    public func optional<Q: TextualQuantity>(
        _ key: String, within bounds: ClosedRange<Q>? = nil, of _: Q.Type = Q.self
    ) -> Q? {
        guard let node = found(key),
            let text = unitText(node, key, kind: Q.kind, units: Q.units.prefix(4).map(\.symbol))
        else { return nil }
        do throws(QuantityTextError) {
            let value = try Q(parsing: text)
            guard let bounds, !bounds.contains(value) else { return value }
            report(outside("\(value)", "\(bounds.lowerBound)", "\(bounds.upperBound)"), at: key)
        } catch {
            report(error.description, at: key)
        }
        return nil
    }

    /// A quantity with a default.
    public func quantity<Q: TextualQuantity>(
        _ key: String, default standard: Q, within bounds: ClosedRange<Q>? = nil
    ) -> Q {
        optional(key, within: bounds) ?? standard
    }

    /// A quantity that must be given; zero after an error.
    public func quantity<Q: TextualQuantity>(
        _ key: String, within bounds: ClosedRange<Q>? = nil, of _: Q.Type = Q.self
    ) -> Q {
        require(key, "a \(Q.kind) in \(Q.units.prefix(4).map(\.symbol).joined(separator: ", "))")
        return optional(key, within: bounds) ?? .zero
    }

    /// A measure that may be left out.
    public func optionalMeasure<M: Measure>(
        _ key: String, within bounds: ClosedRange<M>? = nil, of _: M.Type = M.self
    ) -> M? {
        guard let node = found(key), let text = unitText(node, key, kind: M.kind, units: M.units.map(\.symbol))
        else { return nil }
        do throws(MeasureError) {
            let value = try M(measuring: text)
            guard let bounds, !bounds.contains(value) else { return value }
            report(outside("\(value)", "\(bounds.lowerBound)", "\(bounds.upperBound)"), at: key)
        } catch {
            report(error.message, at: key)
        }
        return nil
    }

    /// A measure with a default.
    public func measure<M: Measure>(_ key: String, default standard: M, within bounds: ClosedRange<M>? = nil) -> M {
        optionalMeasure(key, within: bounds) ?? standard
    }

    /// A measure that must be given; zero after an error.
    public func measure<M: Measure>(
        _ key: String, within bounds: ClosedRange<M>? = nil, of _: M.Type = M.self
    ) -> M {
        require(key, "a \(M.kind) in \(M.units.map(\.symbol).joined(separator: ", "))")
        return optionalMeasure(key, within: bounds) ?? .zero
    }

    /// A bare number is refused by name: its author meant some unit, and only its author knows which.
    private func unitText(_ node: TOMLNode, _ key: String, kind: String, units: [String]) -> String? {
        if case .text(let text) = node.content { return text }
        let example = "“1.5 \(units[0])”"
        report(
            "a \(kind) is a text with its unit (one of \(units.joined(separator: ", "))), like \(example), "
                + "not \(node.kind)", at: key)
        return nil
    }

    func outside(_ value: String, _ lowest: String, _ highest: String) -> String {
        "\(value) is out of range; allowed is \(lowest) to \(highest)"
    }

    func require(_ key: String, _ what: String) {
        if found(key) == nil { report("is missing; it takes \(what)", at: key) }
    }
}
