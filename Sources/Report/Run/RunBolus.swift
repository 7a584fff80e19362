// SPDX-License-Identifier: Apache-2.0

/// A bolus and what became of it.
public struct RunBolus: Codable, Hashable, Sendable {
    public var number: Int64
    /// In the words of the interface: `single`.
    public var kind: String
    public var state: String
    /// Picolitres.
    public var ordered: Int64
    public var deliveredLower: Int64
    public var deliveredUpper: Int64
    public var durationSeconds: Int64
    public var orderedAt: ReportTime?
    public var endedAt: ReportTime?
}
