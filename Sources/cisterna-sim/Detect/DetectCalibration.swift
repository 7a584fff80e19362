// SPDX-License-Identifier: Apache-2.0

/// How well the line's compliance is known.
enum DetectCalibration: String, CaseIterable, Codable {
    /// To within 10 %, by the seed.
    case calibrated
    /// Taken for 0.6 and 1.6 of what it is.
    case low, high

    /// What is taken for the compliance, as a share of it.
    func share(seed: UInt64) -> Double {
        switch self {
        case .calibrated: 0.9 + 0.2 * Double(seed % 11) / 10
        case .low: 0.6
        case .high: 1.6
        }
    }
}
