// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension BolusKindWord {
    public init(_ kind: BolusOrder.Kind) {
        self =
            switch kind {
            case .single: .single
            case .demand: .demand
            case .prime: .prime
            }
    }
}
