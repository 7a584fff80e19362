// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension Command.StopOrigin: StablyNamed {
    public static var allNamed: [Self] { [.operatorCall, .stopInput, .shutdown] }

    public var name: String {
        switch self {
        case .operatorCall: "operator-call"
        case .stopInput: "stop-input"
        case .shutdown: "shutdown"
        }
    }
}
