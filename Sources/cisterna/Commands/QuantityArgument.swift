// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Arguments with units, as the numbers that the interfaces carry. A bare number is refused.
enum QuantityArgument {
    static func nanograms(_ text: String, of option: String) throws(BadQuantity) -> Int64 {
        try whole(parse(text, as: Mass.self, of: option).picograms, per: 1_000, "ng", text, option)
    }

    /// - Parameter orNone: Zero is an answer too.
    static func nanoliters(_ text: String, of option: String, orNone: Bool = false) throws(BadQuantity) -> Int64 {
        let volume = try parse(text, as: Volume.self, of: option)
        if orNone, volume == .zero { return 0 }
        return try whole(volume.picoliters, per: 1_000, "nL", text, option)
    }

    static func seconds(_ text: String, of option: String) throws(BadQuantity) -> Int64 {
        let duration = try parse(text, as: Quantities.Duration.self, of: option)
        return try whole(duration.nanoseconds, per: 1_000_000_000, "s", text, option)
    }

    private static func parse<Value: TextualQuantity>(
        _ text: String, as kind: Value.Type, of option: String
    ) throws(BadQuantity) -> Value {
        do {
            return try Value(parsing: text)
        } catch {
            throw BadQuantity(argument: "\(option) \"\(text)\"", message: error.description)
        }
    }

    /// Rounding would ask for something that nobody wrote.
    private static func whole(
        _ amount: Int64, per unit: Int64, _ name: String, _ text: String, _ option: String
    ) throws(BadQuantity) -> Int64 {
        guard amount > 0, amount % unit == 0 else {
            throw BadQuantity(
                argument: "\(option) \"\(text)\"", message: "give a whole number of \(name), at least one")
        }
        return amount / unit
    }
}
