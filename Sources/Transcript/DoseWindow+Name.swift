// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension DoseWindow: StablyNamed {
    public static var allNamed: [DoseWindow] { Array(allCases) }

    public var name: String {
        switch self {
        case .hour: "hour"
        case .day: "day"
        case .demand: "demand"
        }
    }
}
