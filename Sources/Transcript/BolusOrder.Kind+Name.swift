// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension BolusOrder.Kind: StablyNamed {
    public static var allNamed: [Self] { Array(allCases) }

    public var name: String {
        switch self {
        case .single: "single"
        case .demand: "demand"
        case .prime: "prime"
        }
    }
}
