// SPDX-License-Identifier: Apache-2.0

/// A unit of a ``Measure``, with its exact worth.
public struct MeasureUnit: Hashable, Sendable {
    public let symbol: String
    /// Canonical units in one of this.
    public let worth: Int64

    public init(_ symbol: String, _ worth: Int64) {
        self.symbol = symbol
        self.worth = worth
    }
}
