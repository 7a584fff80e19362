// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Programmer.Prime` takes.
public struct PrimeParameters: Codable, Sendable, Equatable {
    public var requestId: String
    public var revision: Int64
    /// Nil for all that is left.
    public var volumeNanoliters: Int64?

    public init(requestId: String, revision: Int64, volumeNanoliters: Int64? = nil) {
        self.requestId = requestId
        self.revision = revision
        self.volumeNanoliters = volumeNanoliters
    }
}
