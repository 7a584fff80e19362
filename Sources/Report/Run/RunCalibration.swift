// SPDX-License-Identifier: Apache-2.0

/// A calibration that a rig file names.
public struct RunCalibration: Codable, Hashable, Sendable {
    public var id: String
    /// The first start on record that was made with it; nil where that is not known.
    public var firstUsed: ReportTime?
    /// Of any delivered volume, in millionths; nil where it is not on record.
    public var uncertaintyMicro: Int64?
}
