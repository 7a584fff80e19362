// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension PumpState: StablyNamed {
    public static var allNamed: [PumpState] { Array(allCases) }

    public var name: String {
        switch self {
        case .selfTest: "self-test"
        case .stopped: "stopped"
        case .delivering: "delivering"
        case .paused: "paused"
        case .releasing: "releasing"
        case .priming: "priming"
        case .refilling: "refilling"
        case .servicing: "servicing"
        case .failed: "failed"
        }
    }
}
