// SPDX-License-Identifier: Apache-2.0

/// A condition from its rise to its end.
public struct RunCondition: Codable, Hashable, Sendable {
    /// In kebab case.
    public var name: String
    public var title: String
    public var severity: ReportSeverity
    public var raisedAt: ReportTime
    public var acknowledgedAt: ReportTime?
    /// Nil while it stands.
    public var clearedAt: ReportTime?
}
