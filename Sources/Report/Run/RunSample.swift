// SPDX-License-Identifier: Apache-2.0

/// A row of telemetry.
public struct RunSample: Codable, Hashable, Sendable {
    /// Its end.
    public var at: ReportTime
    /// The minute of pump time with which it begins.
    public var minute: Int64
    /// How many minutes of pump time it stands for.
    public var minutes: Int64
    public var state: String
    public var picolitersPerDay: Int64
    /// All that was ever commanded forward, in picolitres.
    public var forward: Int64
    /// In the reservoir, in picolitres.
    public var remaining: Int64?
    public var lowestPascals: Int64?
    public var meanPascals: Int64?
    public var highestPascals: Int64?
}
