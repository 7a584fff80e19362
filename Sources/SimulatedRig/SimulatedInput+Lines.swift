// SPDX-License-Identifier: Apache-2.0
import PumpCore
import RigFile

extension SimulatedInput {
    var bit: UInt16 {
        switch self {
        case .stop: return 1
        case .cover: return 2
        case .air: return 4
        case .stall: return 8
        case .patientButton: return 16
        }
    }

    /// Shows the lines whose bits are set in `asserted`.
    @_noAllocation @_noLocks
    static func show(_ asserted: UInt16, in lines: inout RigInputs.InputLines) {
        lines.stop = asserted & 1 != 0
        lines.cover = asserted & 2 != 0
        lines.air = asserted & 4 != 0
        lines.stall = asserted & 8 != 0
        lines.patientButton = asserted & 16 != 0
    }
}
