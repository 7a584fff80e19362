// SPDX-License-Identifier: Apache-2.0

/// How far a refill has come.
public enum RefillStage: String, Codable, Hashable, Sendable, CaseIterable {
    /// Delivery is stopped; what is left is to be aspirated.
    case begun
    /// What was aspirated is on record; the new fill is to be put in and its prescription named.
    case aspirated
    /// The new prescription is named; it is to be reviewed and committed.
    case filled
    case committed
    case abandoned
}
