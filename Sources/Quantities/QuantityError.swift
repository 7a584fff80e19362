// SPDX-License-Identifier: Apache-2.0

/// What can go wrong when two quantities from outside are combined.
@frozen public enum QuantityError: Error, Hashable, Sendable {
    /// The result does not fit the canonical unit's 64-bit range.
    case overflow
    /// A rate, duration or concentration of zero stands where something is divided by it.
    case divisionByZero
}
