// SPDX-License-Identifier: Apache-2.0

/// Which way an inexact division goes. A division that decides a dose rounds ``down``; one that decides how much may
/// already have been delivered rounds ``up``.
@frozen public enum Rounding: Hashable, Sendable {
    /// Towards less: negative infinity.
    case down
    /// Towards more: positive infinity.
    case up
    /// To the nearest; halves go up.
    case nearest
}
