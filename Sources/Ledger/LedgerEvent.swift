// SPDX-License-Identifier: Apache-2.0
import Transcript

/// Something for the record that the core does not know of: the daemon started, the notice was shown, a client was refused.
public struct LedgerEvent: Hashable, Sendable {
    /// A stable kebab-cased name.
    public var kind: String
    public var severity: Severity
    /// Fields with their units in their names.
    public var payload: Payload
    /// Ids of the requirements that the entry is evidence for.
    public var requirements: [String]

    public init(kind: String, severity: Severity = .info, payload: Payload = [:], requirements: [String] = []) {
        self.kind = kind
        self.severity = severity
        self.payload = payload
        self.requirements = requirements
    }
}
