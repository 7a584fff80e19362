// SPDX-License-Identifier: Apache-2.0

/// The committed prescription, in short.
public struct PrescriptionMessage: Codable, Sendable, Equatable {
    public var revision: Int64
    public var name: String
    public var mode: String

    public init(revision: Int64, name: String, mode: String) {
        self.revision = revision
        self.name = name
        self.mode = mode
    }
}
