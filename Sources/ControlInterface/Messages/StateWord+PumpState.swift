// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension StateWord {
    public init(_ state: PumpState) {
        self =
            switch state {
            case .selfTest: .selfTest
            case .stopped: .stopped
            case .delivering: .delivering
            case .paused: .paused
            case .releasing: .releasing
            case .priming: .priming
            case .refilling: .refilling
            case .servicing: .servicing
            case .failed: .failed
            }
    }

    /// The state of this word.
    public var state: PumpState {
        switch self {
        case .selfTest: .selfTest
        case .stopped: .stopped
        case .delivering: .delivering
        case .paused: .paused
        case .releasing: .releasing
        case .priming: .priming
        case .refilling: .refilling
        case .servicing: .servicing
        case .failed: .failed
        }
    }
}
