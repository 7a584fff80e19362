// SPDX-License-Identifier: Apache-2.0
import Varlink

/// The interfaces that the daemon offers beside `org.varlink.service`.
public enum InterfaceDefinition {
    /// In the order in which they are documented.
    public static let all = [
        PumpInterface.definition, ProgrammerInterface.definition, PatientInterface.definition,
        ServiceInterface.definition, HistoryInterface.definition,
    ]

    /// The texts are ours: one that does not parse is a mistake that no caller can mend.
    static func parse(_ text: String) -> Interface {
        do {
            return try Interface(text)
        } catch {
            preconditionFailure("an interface of ours: \(error)")
        }
    }
}
