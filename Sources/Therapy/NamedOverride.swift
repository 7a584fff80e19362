// SPDX-License-Identifier: Apache-2.0

/// A person's word for what a review would not let pass without one (BR-S05): a soft limit passed, a bridge declined.
public struct NamedOverride: Hashable, Sendable {
    public let name: String
    public let reason: String

    /// Nil unless both say something.
    public init?(name: String, reason: String) {
        guard name.contains(where: { !$0.isWhitespace }), reason.contains(where: { !$0.isWhitespace }) else {
            return nil
        }
        self.name = name
        self.reason = reason
    }
}
