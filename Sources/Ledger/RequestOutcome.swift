// SPDX-License-Identifier: Apache-2.0

/// What became of a request.
public struct RequestOutcome: Hashable, Sendable {
    public var id: String
    /// The reply as JSON text, kept verbatim.
    public var outcome: String

    public init(id: String, outcome: String) {
        self.id = id
        self.outcome = outcome
    }
}
