// SPDX-License-Identifier: Apache-2.0
import Varlink

/// One entry of the record.
public struct EventMessage: Codable, Sendable, Equatable {
    public var sequence: Int64
    public var monotonicNanoseconds: Int64
    public var bootId: String
    public var wallTime: String
    public var wallTimeTrusted: Bool
    public var kind: String
    public var severity: SeverityWord
    public var text: String
    public var payload: JSONValue
    public var requirements: [String]
    public var hash: String

    public init(
        sequence: Int64, monotonicNanoseconds: Int64, bootId: String, wallTime: String, wallTimeTrusted: Bool,
        kind: String, severity: SeverityWord, text: String, payload: JSONValue, requirements: [String], hash: String
    ) {
        self.sequence = sequence
        self.monotonicNanoseconds = monotonicNanoseconds
        self.bootId = bootId
        self.wallTime = wallTime
        self.wallTimeTrusted = wallTimeTrusted
        self.kind = kind
        self.severity = severity
        self.text = text
        self.payload = payload
        self.requirements = requirements
        self.hash = hash
    }
}
