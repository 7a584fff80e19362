// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TOMLDocument

/// Why a prescription cannot be committed on this rig.
public enum ReviewError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whose limit it is.
    public enum Owner: Hashable, Sendable, CustomStringConvertible {
        case rig
        case prescription
        case library(drug: String, source: String)

        public var description: String {
            switch self {
            case .rig: return "the rig"
            case .prescription: return "the prescription"
            case .library(let drug, let source): return "the drug library for \(drug) (\(source))"
            }
        }
    }

    case rateAboveMaximum(field: String, asked: FlowRate, allowed: FlowRate, owner: Owner)
    /// The mode is minimum rate and the rig file names none.
    case noMinimumRate
    /// A threshold that the estimate of the reservoir cannot tell from empty (BR-W02). Volumes above the residual.
    case thresholdWithinUncertainty(field: String, threshold: Volume, uncertainty: Volume)
    /// A dose smaller than the rig can deliver.
    case bolusTooSmall(field: String, volume: Volume, minimum: Volume)
    /// The library has no drug of that name (BR-S04).
    case unknownDrug(field: String, name: String)
    /// A hard limit of the library, which nobody overrides (BR-S05).
    case hardLimit(LimitFinding)
    /// The background alone would fill a window; `needed` is the smallest ceiling that would do.
    case backgroundReachesCeiling(
        field: String, drug: String, window: String, ceiling: Mass, owner: Owner, needed: Mass)
    /// With the dead volume's uncertainty, a window may hold more during the bridge or after it than its ceiling.
    case bridgeExceedsCeiling(drug: String, window: String, ceiling: Mass, peak: Mass, after: Duration)
    /// A bridge that nobody would wait for.
    case bridgeTooLong(time: Duration, most: Duration)
    /// The core's account has no room for another drug until one has left path and windows.
    case noFreeSlot(drug: String)
    /// The figures leave the range of what can be held.
    case outOfRange

    /// The path of the key that it is about; empty where it is about no one key.
    public var field: String {
        switch self {
        case .rateAboveMaximum(let field, _, _, _): return field
        case .noMinimumRate: return "infusion.mode"
        case .thresholdWithinUncertainty(let field, _, _): return field
        case .bolusTooSmall(let field, _, _): return field
        case .unknownDrug(let field, _): return field
        case .hardLimit(let finding): return finding.field
        case .backgroundReachesCeiling(let field, _, _, _, _, _): return field
        case .bridgeExceedsCeiling, .bridgeTooLong: return "catheter"
        case .noFreeSlot: return "drug"
        case .outOfRange: return ""
        }
    }

    public var description: String {
        switch self {
        case .rateAboveMaximum(let field, let asked, let allowed, let owner):
            let what = field == "limits.safe-rate" ? "safe rate" : "rate"
            return "the \(what), \(asked), is above the maximum of \(owner): allowed is \(allowed)"
        case .noMinimumRate:
            return "the rig file names no minimum-rate, and no figure can be assumed"
        case .thresholdWithinUncertainty(let field, let threshold, let uncertainty):
            return "\(field) lies \(threshold) above the residual, within the uncertainty of the estimate, "
                + "\(uncertainty); it must exceed that"
        case .bolusTooSmall(let field, let volume, let minimum):
            return "\(field) is a volume of \(volume), and the rig delivers no bolus below \(minimum)"
        case .unknownDrug(_, let name):
            return "the drug library has no “\(name)”; a drug is known by exactly its name there"
        case .hardLimit(let finding): return finding.description
        case .backgroundReachesCeiling(_, let drug, let window, let ceiling, let owner, let needed):
            return
                "the background alone can bring \(drug) to its ceiling of \(ceiling) in any \(window), which is that "
                + "of \(owner); the smallest ceiling that would do is \(needed)"
        case .bridgeExceedsCeiling(let drug, let window, let ceiling, let peak, let after):
            return "with the dead volume's uncertainty the bridge may bring \(drug) to \(peak) in \(window), "
                + "\(after.formatted(in: "h", decimals: 1)) from now; its ceiling is \(ceiling)"
        case .bridgeTooLong(let time, let most):
            return "the bridge would take \(time.formatted(in: "day", decimals: 1))s, and at most "
                + "\(most.formatted(in: "day", decimals: 0))s are waited for: rinse and prime, or decline the bridge"
        case .noFreeSlot(let drug):
            return "there is no room to keep account of \(drug) until another drug has left path and dose windows"
        case .outOfRange:
            return "the figures of this prescription are too large to be computed"
        }
    }
}

extension Prescription {
    /// An error of a review at its place in this prescription's text; `file` is how it is named.
    public func documentError(_ error: ReviewError, file: String) -> DocumentError {
        DocumentError(file: file, position: place(of: error.field), field: error.field, message: error.description)
    }
}
