// SPDX-License-Identifier: Apache-2.0

/// The input lines of a simulated rig.
public enum SimulatedInput: Sendable, CaseIterable {
    case stop, cover, air, stall, patientButton
}
