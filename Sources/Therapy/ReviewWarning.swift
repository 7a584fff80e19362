// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a person should know before a commit, and may accept.
public enum ReviewWarning: Hashable, Sendable, CustomStringConvertible {
    /// Why what is in the path cannot be bridged.
    public enum NoBridge: Hashable, Sendable {
        /// Nobody knows what pump path and catheter hold.
        case contentsUnknown
        case deadVolumeUnknown
        /// The new primary drug is not in the old mixture.
        case primaryAbsent(drug: String)
        /// There is no background that it could run at.
        case noBackground
    }

    /// The mixture expires before the reserve is reached.
    case expiresBeforeRefill(stability: Duration, refill: Duration)
    /// The old mixture comes first, at its own rate.
    case bridge(volume: Volume, uncertainty: Volume, time: Duration)
    /// The maximum rate holds the bridge below its dose.
    case bridgeSlowed(maximum: FlowRate)
    /// The mixture changes and no bridge is possible.
    case noBridge(NoBridge)
    /// Somebody wants none.
    case bridgeDeclined(by: String, reason: String)
    /// Without the declined bridge a window will be full.
    case ceilingAhead(drug: String, window: String, ceiling: Mass, peak: Mass)
    /// A drug that is not primary changes; the primary's concentration stays, and so there is no bridge.
    case otherConcentration(drug: String, old: Concentration, new: Concentration)
    /// Pump path or catheter is not stated: nothing can be said on what is in them.
    case deadVolumeUnknown
    /// A ceiling that has no effect.
    case limitAboveRig(limit: FlowRate, rig: FlowRate)
    /// A demand bolus takes longer than its duration beside the fastest background.
    case demandSlowed(maximum: FlowRate)

    public var description: String {
        switch self {
        case .expiresBeforeRefill(let stability, let refill):
            return "the mixture keeps \(stability), the reserve is reached only after "
                + "\(refill.formatted(in: "day", decimals: 1))s: refill earlier"
        case .bridge(let volume, let uncertainty, let time):
            return "a bridge bolus of \(volume.formatted(in: "mL", decimals: 3)) ± "
                + "\(uncertainty.formatted(in: "mL", decimals: 3)) comes first, for "
                + "\(time.formatted(in: "h", decimals: 1)); \(BridgeFigures.mixingWarning)"
        case .bridgeSlowed(let maximum):
            return "the bridge bolus gives less than the new program's dose: the maximum rate is \(maximum)"
        case .noBridge(.contentsUnknown):
            return "nobody knows what pump path and catheter hold: rinse and prime, there is no bridge"
        case .noBridge(.deadVolumeUnknown):
            return "the old mixture is still in pump path and catheter, whose volumes are not both stated: rinse and "
                + "prime, there is no bridge"
        case .noBridge(.primaryAbsent(let drug)):
            return "\(drug) was not in the old mixture: rinse and prime, there is no bridge"
        case .noBridge(.noBackground):
            return
                "the old mixture is still in pump path and catheter, and without a background there is no bridge: it "
                + "comes with the next volume that is delivered"
        case .bridgeDeclined(let name, let reason):
            return "\(name) declines the bridge bolus (\(reason)): the old mixture comes at the new rate"
        case .ceilingAhead(let drug, let window, let ceiling, let peak):
            return
                "without the bridge \(drug) would come to \(peak) in \(window); its ceiling of \(ceiling) will stop it"
        case .otherConcentration(let drug, let old, let new):
            return "\(drug) changes from \(old) to \(new) only once the dead volume is through; the primary drug's "
                + "concentration stays, so there is no bridge"
        case .deadVolumeUnknown:
            return "pump path and catheter volume are not both stated: dead volume and transit time are unknown"
        case .limitAboveRig(let limit, let rig):
            return "limits.max-rate, \(limit), has no effect: the rig's maximum is \(rig)"
        case .demandSlowed(let maximum):
            return "a demand bolus beside the fastest background would exceed the maximum rate, \(maximum): it takes "
                + "longer than its duration, and all of it is delivered"
        }
    }
}
