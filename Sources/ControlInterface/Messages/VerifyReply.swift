// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.History.Verify` replies.
public struct VerifyReply: Codable, Sendable, Equatable {
    public var entries: Int64
    public var first: Int64
    public var last: Int64
    public var lastHash: String
    public var whole: Bool
    public var broken: BrokenEntryMessage?

    public init(
        entries: Int64, first: Int64, last: Int64, lastHash: String, whole: Bool, broken: BrokenEntryMessage? = nil
    ) {
        self.entries = entries
        self.first = first
        self.last = last
        self.lastHash = lastHash
        self.whole = whole
        self.broken = broken
    }
}
