// SPDX-License-Identifier: Apache-2.0

/// When the reservoir is to be refilled, from now.
public struct RefillDatesMessage: Codable, Sendable, Equatable {
    /// Nil while nothing is delivered.
    public var noDemandSeconds: Int64?
    /// Nil while nothing is delivered.
    public var allDemandSeconds: Int64?
    /// Nil where the prescription states no stability.
    public var stabilitySeconds: Int64?

    public init(noDemandSeconds: Int64? = nil, allDemandSeconds: Int64? = nil, stabilitySeconds: Int64? = nil) {
        self.noDemandSeconds = noDemandSeconds
        self.allDemandSeconds = allDemandSeconds
        self.stabilitySeconds = stabilitySeconds
    }
}
