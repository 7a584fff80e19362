// SPDX-License-Identifier: Apache-2.0

/// A reply of `io.cisterna.History.Prescriptions`: a prescription, or nothing at the end.
public struct PrescriptionsReply: Codable, Sendable, Equatable {
    public var prescription: RecordedPrescriptionMessage?

    public init(
        prescription: RecordedPrescriptionMessage? = nil
    ) {
        self.prescription = prescription
    }
}
