// SPDX-License-Identifier: Apache-2.0

#if !hasFeature(Embedded)

// In a stored or sent value a quantity is its text with the unit, as everywhere else: a bare number crosses no interface
// (BR-S06).

extension Volume: Codable {}
extension FlowRate: Codable {}
extension Mass: Codable {}
extension DoseRate: Codable {}
extension Concentration: Codable {}
extension Duration: Codable {}
extension Ratio: Codable {}

extension TextualQuantity {
    /// Reads the text with its unit.
    ///
    /// - Throws: `DecodingError.dataCorrupted` with what is wrong and what would be right, `DecodingError.typeMismatch` for
    ///   a bare number.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(QuantityTextError) {
            try self.init(parsing: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    /// Writes `description`.
    ///
    /// - Throws: `EncodingError.invalidValue` for what could not be read back: a negative amount of a kind that has none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        guard canonical >= 0 || Self.allowsNegative else {
            throw EncodingError.invalidValue(
                self,
                EncodingError.Context(
                    codingPath: encoder.codingPath, debugDescription: "a \(Self.kind) cannot be negative"))
        }
        try container.encode(description)
    }
}

#endif
