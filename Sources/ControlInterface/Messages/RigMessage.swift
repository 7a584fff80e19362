// SPDX-License-Identifier: Apache-2.0

/// The rig, as `io.cisterna.Pump` shows it.
public struct RigMessage: Codable, Sendable, Equatable {
    public var name: String
    public var digest: String
    public var kind: RigKindWord
    public var speedUp: Int64
    public var speedReachedMilli: Int64

    public init(name: String, digest: String, kind: RigKindWord, speedUp: Int64, speedReachedMilli: Int64) {
        self.name = name
        self.digest = digest
        self.kind = kind
        self.speedUp = speedUp
        self.speedReachedMilli = speedReachedMilli
    }
}
