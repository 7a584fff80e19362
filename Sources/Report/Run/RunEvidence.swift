// SPDX-License-Identifier: Apache-2.0

/// How many entries of the span bear witness to a requirement.
public struct RunEvidence: Codable, Hashable, Sendable {
    public var requirement: String
    public var entries: Int64
    public var firstEntry: Int64
    public var lastEntry: Int64
}
