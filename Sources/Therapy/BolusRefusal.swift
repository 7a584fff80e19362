// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Why a bolus cannot be what was asked for.
public enum BolusRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case badText(QuantityTextError)
    case noDose
    case durationOutOfRange(allowed: Duration)
    /// The smallest volume that the rig delivers.
    case notDeliverable(minimum: Volume)
    case outOfRange

    public var description: String {
        switch self {
        case .badText(let error): return error.description
        case .noDose: return "a bolus has a dose above zero"
        case .durationOutOfRange(let allowed): return "a bolus takes at most \(allowed)"
        case .notDeliverable(let minimum): return "the rig delivers no bolus below \(minimum)"
        case .outOfRange: return "this dose is a volume too large to be held"
        }
    }
}
