// SPDX-License-Identifier: Apache-2.0

import Foundation

extension JSONValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Int64.self) {
            self = .integer(number)
        } else if let number = try? container.decode(Double.self) {
            self = .double(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let elements = try? container.decode([JSONValue].self) {
            self = .array(elements)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .integer(let number): try container.encode(number)
        case .double(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        case .array(let elements): try container.encode(elements)
        case .object(let members): try container.encode(members)
        }
    }

    /// The JSON of a typed message. Optionals that are nil are left out, as Varlink wants them.
    ///
    /// A `Double` without fraction becomes an integer, which a Varlink `float` accepts.
    ///
    /// - Throws: `EncodingError`, among others for a `Double` that is not finite; ``JSONError`` when the message nests
    ///   deeper than ``maximumDepth``.
    public init(encoding message: some Encodable) throws {
        try self.init(parsing: JSONEncoder().encode(message))
    }

    /// This value as a typed message. Members that the type does not know are ignored.
    ///
    /// - Throws: `DecodingError`.
    public func decode<Message: Decodable>(_ type: Message.Type = Message.self) throws -> Message {
        try JSONDecoder().decode(type, from: Data(encodedBytes()))
    }
}
