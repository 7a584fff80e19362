// SPDX-License-Identifier: Apache-2.0

/// The time that a run record is about.
public struct RunSpan: Codable, Hashable, Sendable {
    /// Nil: from the first entry on record.
    public var since: ReportTime?
    public var until: ReportTime

    public init(since: ReportTime? = nil, until: ReportTime) {
        self.since = since
        self.until = until
    }

    public func contains(_ time: ReportTime) -> Bool { time < until && (since.map { time >= $0 } ?? true) }
}
