// SPDX-License-Identifier: Apache-2.0

/// What an input line tells.
public enum GPIOInputRole: String, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    case stop
    case cover
    case air
    case stall
    case patientButton = "patient-button"
    /// The rotor's index mark: once a revolution.
    case index
    /// A rotor sensor that counts.
    case rotor

    /// Whether a line that can no longer be read is taken for asserted: where that stops the pump.
    var isAssertedWhenLost: Bool {
        @_noAllocation @_noLocks get {
            switch self {
            case .stop, .cover, .air, .stall: true
            case .patientButton, .index, .rotor: false
            }
        }
    }
}
