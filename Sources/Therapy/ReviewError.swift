// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Why a prescription cannot be committed on this rig.
public enum ReviewError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whose ceiling it is.
    public enum Limit: String, Hashable, Sendable {
        case rig
        case prescription
    }

    case rateAboveMaximum(asked: FlowRate, allowed: FlowRate, limit: Limit)
    /// The mode is minimum rate and the rig file names none.
    case noMinimumRate
    /// A threshold that the estimate of the reservoir cannot tell from empty (BR-W02). Volumes above the residual.
    case thresholdWithinUncertainty(field: String, threshold: Volume, uncertainty: Volume)
    /// The figures leave the range of what can be held.
    case outOfRange

    public var description: String {
        switch self {
        case .rateAboveMaximum(let asked, let allowed, let limit):
            return "the rate, \(asked), is above the maximum of the \(limit.rawValue): allowed is \(allowed)"
        case .noMinimumRate:
            return "the rig file names no minimum-rate, and no figure can be assumed"
        case .thresholdWithinUncertainty(let field, let threshold, let uncertainty):
            return "\(field) lies \(threshold) above the residual, within the uncertainty of the estimate, "
                + "\(uncertainty); it must exceed that"
        case .outOfRange:
            return "the figures of this prescription are too large to be computed"
        }
    }
}
