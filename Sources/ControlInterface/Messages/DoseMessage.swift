// SPDX-License-Identifier: Apache-2.0

/// What a drug of the mixture comes to, at the outlet and at the tip.
public struct DoseMessage: Codable, Sendable, Equatable {
    public var drug: String
    public var concentrationNanogramsPerMilliliter: Int64
    public var outletNanogramsPerDay: Int64
    public var tipNanogramsPerDay: Int64?
    public var tipLowestNanogramsPerDay: Int64?
    public var tipHighestNanogramsPerDay: Int64?
    public var tipMixedNanogramsPerDay: Int64?
    public var hourNanograms: Int64
    /// Nil where nothing bounds it.
    public var hourCeilingNanograms: Int64?
    public var dayNanograms: Int64
    /// Nil where nothing bounds it.
    public var dayCeilingNanograms: Int64?

    public init(
        drug: String, concentrationNanogramsPerMilliliter: Int64, outletNanogramsPerDay: Int64,
        tipNanogramsPerDay: Int64? = nil, tipLowestNanogramsPerDay: Int64? = nil,
        tipHighestNanogramsPerDay: Int64? = nil,
        tipMixedNanogramsPerDay: Int64? = nil, hourNanograms: Int64, hourCeilingNanograms: Int64? = nil,
        dayNanograms: Int64,
        dayCeilingNanograms: Int64? = nil
    ) {
        self.drug = drug
        self.concentrationNanogramsPerMilliliter = concentrationNanogramsPerMilliliter
        self.outletNanogramsPerDay = outletNanogramsPerDay
        self.tipNanogramsPerDay = tipNanogramsPerDay
        self.tipLowestNanogramsPerDay = tipLowestNanogramsPerDay
        self.tipHighestNanogramsPerDay = tipHighestNanogramsPerDay
        self.tipMixedNanogramsPerDay = tipMixedNanogramsPerDay
        self.hourNanograms = hourNanograms
        self.hourCeilingNanograms = hourCeilingNanograms
        self.dayNanograms = dayNanograms
        self.dayCeilingNanograms = dayCeilingNanograms
    }
}
