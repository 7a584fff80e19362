// SPDX-License-Identifier: Apache-2.0

extension Decoder {
    /// Throws where there is a field that is not among `known`.
    func refuseFields<Known: CodingKey & CaseIterable>(besides known: Known.Type) throws {
        let names = Set(known.allCases.map(\.stringValue))
        let fields = try container(keyedBy: FieldName.self)
        for field in fields.allKeys where !names.contains(field.stringValue) {
            throw DecodingError.dataCorruptedError(
                forKey: field, in: fields, debugDescription: "there is no such field")
        }
    }
}

/// Whatever a field is called.
private struct FieldName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer {
    func check(_ isRight: Bool, _ key: Key, _ reason: String) throws {
        guard isRight else { throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: reason) }
    }

    /// A number of which there is none below zero.
    func amount(_ key: Key) throws -> Int64 {
        let amount = try decode(Int64.self, forKey: key)
        try check(amount >= 0, key, "\(amount) is below zero")
        return amount
    }

    func amountIfPresent(_ key: Key) throws -> Int64? { contains(key) ? try amount(key) : nil }
}
