// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension RigInputs.SupervisorReport: StablyNamed {
    public static var allNamed: [Self] { [.nominal, .missedReports, .beyondBudget, .lineFailed, .silent] }

    public var name: String {
        switch self {
        case .nominal: "nominal"
        case .missedReports: "missed-reports"
        case .beyondBudget: "beyond-budget"
        case .lineFailed: "line-failed"
        case .silent: "silent"
        }
    }
}
