// SPDX-License-Identifier: Apache-2.0

/// A field of the prescription that a proposal changes.
public struct ChangeMessage: Codable, Sendable, Equatable {
    public var field: String
    public var old: String?
    public var new: String?

    public init(field: String, old: String? = nil, new: String? = nil) {
        self.field = field
        self.old = old
        self.new = new
    }
}
