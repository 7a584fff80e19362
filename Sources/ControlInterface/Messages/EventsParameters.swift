// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.History.Events` takes.
public struct EventsParameters: Codable, Sendable, Equatable {
    public var after: Int64?
    public var limit: Int64?
    public var kinds: [String]?
    public var minimumSeverity: SeverityWord?
    public var since: String?
    public var until: String?
    public var follow: Bool?

    public init(
        after: Int64? = nil, limit: Int64? = nil, kinds: [String]? = nil, minimumSeverity: SeverityWord? = nil,
        since: String? = nil, until: String? = nil, follow: Bool? = nil
    ) {
        self.after = after
        self.limit = limit
        self.kinds = kinds
        self.minimumSeverity = minimumSeverity
        self.since = since
        self.until = until
        self.follow = follow
    }
}
