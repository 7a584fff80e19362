// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// How much an entry of the record matters: the priority of its condition where there is one.
public enum Severity: CaseIterable, Comparable, StablyNamed {
    case info, low, medium, high

    public static var allNamed: [Severity] { allCases }

    public var name: String {
        switch self {
        case .info: "info"
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        }
    }

    public init(_ priority: Condition.Priority) {
        switch priority {
        case .low: self = .low
        case .medium: self = .medium
        case .high: self = .high
        }
    }
}
