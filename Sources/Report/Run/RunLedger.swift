// SPDX-License-Identifier: Apache-2.0

/// The record that the report was made of.
public struct RunLedger: Codable, Hashable, Sendable {
    /// The version of its tables.
    public var schema: Int64
    public var began: ReportTime?
    public var firstEntry: Int64
    public var lastEntry: Int64
    public var lastHash: String
    /// How many entries lie in the span.
    public var entriesInSpan: Int64
    /// How many of those have a time that the kernel did not hold for right.
    public var untrustedTimes: Int64
    /// Whether every hash was made again and fits; nil where that was not asked for.
    public var isWhole: Bool?
    /// What is wrong with the first entry that does not fit.
    public var broken: String?
}
