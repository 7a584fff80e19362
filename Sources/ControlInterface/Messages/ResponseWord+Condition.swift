// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension ResponseWord {
    public init(_ response: Condition.Response) {
        self =
            switch response {
            case .stops: .stops
            case .pauses: .pauses
            case .rests: .rests
            case .safeRate: .safeRate
            case .continues: .continues
            }
    }
}
