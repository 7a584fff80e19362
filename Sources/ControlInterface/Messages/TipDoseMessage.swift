// SPDX-License-Identifier: Apache-2.0

/// What a drug comes to, so many hours after a commit.
public struct TipDoseMessage: Codable, Sendable, Equatable {
    public var hours: Int64
    public var drug: String
    public var outletNanogramsPerDay: Int64
    public var tipNanogramsPerDay: Int64?
    public var tipLowestNanogramsPerDay: Int64?
    public var tipHighestNanogramsPerDay: Int64?
    public var tipMixedNanogramsPerDay: Int64?

    public init(
        hours: Int64, drug: String, outletNanogramsPerDay: Int64, tipNanogramsPerDay: Int64? = nil,
        tipLowestNanogramsPerDay: Int64? = nil, tipHighestNanogramsPerDay: Int64? = nil,
        tipMixedNanogramsPerDay: Int64? = nil
    ) {
        self.hours = hours
        self.drug = drug
        self.outletNanogramsPerDay = outletNanogramsPerDay
        self.tipNanogramsPerDay = tipNanogramsPerDay
        self.tipLowestNanogramsPerDay = tipLowestNanogramsPerDay
        self.tipHighestNanogramsPerDay = tipHighestNanogramsPerDay
        self.tipMixedNanogramsPerDay = tipMixedNanogramsPerDay
    }
}
