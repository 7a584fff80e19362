// SPDX-License-Identifier: Apache-2.0

/// What ran, and what analysed it.
public struct RunIdentity: Codable, Hashable, Sendable {
    public var pump: String
    public var rigName: String
    public var rigDigest: String
    public var isSimulated: Bool
    /// How many times faster than real time its clock ran; 1 on a real rig.
    public var speedUp: Int64
    public var daemonVersion: String
    /// Of the program that made the report.
    public var analyserVersion: String
    /// Every calibration that was in use in the span.
    public var calibrations: [RunCalibration]
    /// SHA-256 of the drug library in use last, in hexadecimal; nil where none was, or where nothing is on record.
    public var libraryDigest: String?
}
