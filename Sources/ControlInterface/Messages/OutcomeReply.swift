// SPDX-License-Identifier: Apache-2.0
import Varlink

/// The reply of `io.cisterna.Programmer.Outcome`.
public struct OutcomeReply: Codable, Sendable, Equatable {
    public var state: OutcomeWord
    public var method: String?
    public var error: String?
    public var outcome: JSONValue?

    public init(state: OutcomeWord, method: String? = nil, error: String? = nil, outcome: JSONValue? = nil) {
        self.state = state
        self.method = method
        self.error = error
        self.outcome = outcome
    }
}
