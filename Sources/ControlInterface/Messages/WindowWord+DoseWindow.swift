// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension WindowWord {
    public init(_ window: DoseWindow) {
        self =
            switch window {
            case .hour: .hour
            case .day: .day
            case .demand: .demand
            }
    }
}
