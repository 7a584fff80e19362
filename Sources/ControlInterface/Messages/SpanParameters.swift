// SPDX-License-Identifier: Apache-2.0

/// What reads of a span of the record take.
public struct SpanParameters: Codable, Sendable, Equatable {
    public var since: String?
    public var until: String?
    public var limit: Int64?

    public init(
        since: String? = nil, until: String? = nil, limit: Int64? = nil
    ) {
        self.since = since
        self.until = until
        self.limit = limit
    }
}
