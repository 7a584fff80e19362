// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension PriorityWord {
    public init(_ priority: Condition.Priority) {
        self =
            switch priority {
            case .low: .low
            case .medium: .medium
            case .high: .high
            }
    }
}
