// SPDX-License-Identifier: Apache-2.0

/// How far a guided refill has come.
public struct RefillMessage: Codable, Sendable, Equatable {
    public var step: RefillStageWord
    public var expectedResidualNanoliters: Int64
    public var uncertaintyNanoliters: Int64
    /// Nil until it was entered.
    public var aspiratedNanoliters: Int64?
    /// Nil where what was found is what was expected.
    public var warning: String?

    public init(
        step: RefillStageWord, expectedResidualNanoliters: Int64, uncertaintyNanoliters: Int64,
        aspiratedNanoliters: Int64? = nil, warning: String? = nil
    ) {
        self.step = step
        self.expectedResidualNanoliters = expectedResidualNanoliters
        self.uncertaintyNanoliters = uncertaintyNanoliters
        self.aspiratedNanoliters = aspiratedNanoliters
        self.warning = warning
    }
}
