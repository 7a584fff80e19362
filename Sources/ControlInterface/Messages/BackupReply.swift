// SPDX-License-Identifier: Apache-2.0

/// A reply of `io.cisterna.Service.Backup`: a part of the file, or at the end what the whole must come to.
public struct BackupReply: Codable, Sendable, Equatable {
    /// Base64.
    public var part: String?
    public var bytes: Int64?
    public var sha256: String?

    public init(
        part: String? = nil, bytes: Int64? = nil, sha256: String? = nil
    ) {
        self.part = part
        self.bytes = bytes
        self.sha256 = sha256
    }
}
