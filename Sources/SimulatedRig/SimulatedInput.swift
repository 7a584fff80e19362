// SPDX-License-Identifier: Apache-2.0

/// The input lines of a simulated rig.
public enum SimulatedInput: Sendable {
    case stop, cover, air, stall, patientButton

    var bit: UInt16 {
        switch self {
        case .stop: return 1
        case .cover: return 2
        case .air: return 4
        case .stall: return 8
        case .patientButton: return 16
        }
    }
}
