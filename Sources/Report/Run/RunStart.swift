// SPDX-License-Identifier: Apache-2.0

/// A start of the daemon.
public struct RunStart: Codable, Hashable, Sendable {
    public var at: ReportTime
    public var version: String
    public var rigDigest: String
    public var calibration: String
    /// Whether it came up with something on record.
    public var isRestart: Bool
}
