// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension StrokeEnd: StablyNamed {
    public static var allNamed: [StrokeEnd] { [.completed, .halted, .refused, .lateEdge, .stalled] }

    public var name: String {
        switch self {
        case .completed: "completed"
        case .halted: "halted"
        case .refused: "refused"
        case .lateEdge: "late-edge"
        case .stalled: "stalled"
        }
    }
}
