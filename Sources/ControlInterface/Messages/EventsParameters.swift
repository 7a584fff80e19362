// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.History.Events` takes.
public struct EventsParameters: Codable, Sendable, Equatable {
    public var after: Int64?
    public var limit: Int64?
    public var kinds: [String]?
    public var minimumSeverity: SeverityWord?
    public var follow: Bool?

    public init(
        after: Int64? = nil, limit: Int64? = nil, kinds: [String]? = nil, minimumSeverity: SeverityWord? = nil,
        follow: Bool? = nil
    ) {
        self.after = after
        self.limit = limit
        self.kinds = kinds
        self.minimumSeverity = minimumSeverity
        self.follow = follow
    }
}
