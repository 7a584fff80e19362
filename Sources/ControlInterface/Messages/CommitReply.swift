// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Programmer.Commit`.
public struct CommitReply: Codable, Sendable, Equatable {
    public var revision: Int64

    public init(revision: Int64) {
        self.revision = revision
    }
}
