// SPDX-License-Identifier: Apache-2.0

/// A soft limit that somebody overrode by name.
public struct RunOverride: Codable, Hashable, Sendable {
    public var at: ReportTime
    public var name: String
    public var reason: String
    public var field: String
    public var asked: String
    public var limit: String
    /// Who set the limit.
    public var source: String
}
