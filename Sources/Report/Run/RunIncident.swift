// SPDX-License-Identifier: Apache-2.0

/// An entry of the record that is told as it stands.
public struct RunIncident: Codable, Hashable, Sendable {
    public var at: ReportTime
    public var entry: Int64
    public var kind: String
    public var severity: ReportSeverity
    public var text: String
}
