// SPDX-License-Identifier: Apache-2.0
import Varlink

/// A soft limit that a prescription goes beyond.
public struct SoftLimitMessage: Codable, Sendable, Equatable {
    /// Its path in the document.
    public var field: String
    public var asked: String
    public var limit: String
    /// Who set it.
    public var source: String

    public init(field: String, asked: String, limit: String, source: String) {
        self.field = field
        self.asked = asked
        self.limit = limit
        self.source = source
    }

    /// As the parameters of an error carry it.
    var json: JSONValue {
        ["field": .string(field), "asked": .string(asked), "limit": .string(limit), "source": .string(source)]
    }
}
