// SPDX-License-Identifier: Apache-2.0
import Quantities

/// When the front of a plug reaches the tip if nothing mixes.
public struct PlugFront: Hashable, Sendable {
    public enum Arrival: Hashable, Sendable {
        /// It has been there.
        case passed
        /// So long from now, rounded up.
        case after(Duration)
        /// Not by the end of the rates that are known.
        case notForeseen
    }

    /// What the plug carries of a drug.
    public struct Content: Hashable, Sendable {
        public let drug: String
        public let concentration: Concentration
    }

    /// Of each drug that was named; nil where nobody knows what the plug is.
    public let contents: [Content]?
    /// With the smallest dead volume.
    public let earliest: Arrival
    /// With the dead volume as stated.
    public let nominal: Arrival
    /// With the largest dead volume, and the plug as far behind as a crash may have left it.
    public let latest: Arrival
}
