// SPDX-License-Identifier: Apache-2.0

/// A volume and the bounds between which it lies.
public struct VolumeIntervalMessage: Codable, Sendable, Equatable {
    public var lowerPicoliters: Int64
    public var nominalPicoliters: Int64
    public var upperPicoliters: Int64

    public init(lowerPicoliters: Int64, nominalPicoliters: Int64, upperPicoliters: Int64) {
        self.lowerPicoliters = lowerPicoliters
        self.nominalPicoliters = nominalPicoliters
        self.upperPicoliters = upperPicoliters
    }
}
