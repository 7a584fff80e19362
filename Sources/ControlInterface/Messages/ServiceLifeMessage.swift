// SPDX-License-Identifier: Apache-2.0

/// What the rig has done, and how long its parts last.
public struct ServiceLifeMessage: Codable, Sendable, Equatable {
    public var revolutions: Int64
    public var tubeCompressions: Int64
    /// Nil where the rig file sets none.
    public var tubeCompressionsLimit: Int64?
    /// Of its capacity, in thousandths; nil without an emulated battery.
    public var batteryUsedMilli: Int64?
    /// At the present rate; nil without an emulated battery.
    public var batteryRemainingDays: Int64?
    public var replacementDue: Bool
    /// Until the end of service; nil until it is known.
    public var remainingDays: Int64?

    public init(
        revolutions: Int64, tubeCompressions: Int64, tubeCompressionsLimit: Int64? = nil,
        batteryUsedMilli: Int64? = nil, batteryRemainingDays: Int64? = nil, replacementDue: Bool,
        remainingDays: Int64? = nil
    ) {
        self.revolutions = revolutions
        self.tubeCompressions = tubeCompressions
        self.tubeCompressionsLimit = tubeCompressionsLimit
        self.batteryUsedMilli = batteryUsedMilli
        self.batteryRemainingDays = batteryRemainingDays
        self.replacementDue = replacementDue
        self.remainingDays = remainingDays
    }
}
