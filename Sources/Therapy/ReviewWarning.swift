// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a person should know before a commit, and may accept.
public enum ReviewWarning: Hashable, Sendable, CustomStringConvertible {
    /// The mixture expires before the reserve is reached.
    case expiresBeforeRefill(stability: Duration, refill: Duration)
    /// The old mixture is still in pump path and catheter at another concentration: a bridge bolus is due, and this
    /// version does not deliver one.
    case bridgeNeeded(drug: String, old: Concentration, new: Concentration)
    /// The new primary drug is not in the old mixture: no bridge is possible.
    case rinseNeeded(drug: String)
    /// Pump path or catheter is not stated: nothing can be said on what is in them.
    case deadVolumeUnknown
    /// A ceiling that has no effect.
    case limitAboveRig(limit: FlowRate, rig: FlowRate)

    public var description: String {
        switch self {
        case .expiresBeforeRefill(let stability, let refill):
            return "the mixture keeps \(stability), the reserve is reached only after "
                + "\(refill.formatted(in: "day", decimals: 1))s: refill earlier"
        case .bridgeNeeded(let drug, let old, let new):
            return "the concentration of \(drug) changes from \(old) to \(new): a bridge bolus is needed for what is "
                + "still in pump path and catheter; bridge boluses are planned, and not available in this version"
        case .rinseNeeded(let drug):
            return "\(drug) was not in the old mixture: rinse and prime, there is no bridge"
        case .deadVolumeUnknown:
            return "pump path and catheter volume are not both stated: dead volume and transit time are unknown"
        case .limitAboveRig(let limit, let rig):
            return "limits.max-rate, \(limit), has no effect: the rig's maximum is \(rig)"
        }
    }
}
