// SPDX-License-Identifier: Apache-2.0

/// How much something matters, from a note to what needs somebody at once.
public enum ReportSeverity: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
    case note
    case low
    case medium
    case high

    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .note: 0
        case .low: 1
        case .medium: 2
        case .high: 3
        }
    }
}
