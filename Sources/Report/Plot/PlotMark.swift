// SPDX-License-Identifier: Apache-2.0

/// Something that happened at a place of the horizontal axis.
public struct PlotMark: Codable, Hashable, Sendable {
    public var x: Double
    public var title: String
    public var severity: ReportSeverity

    public init(x: Double, title: String, severity: ReportSeverity = .note) {
        self.x = x
        self.title = title
        self.severity = severity
    }
}
