// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// A proposed prescription laid beside the one in force and held against the rig: everything that a person must see
/// before a commit, and the program that the commit would start.
public struct Review: Hashable, Sendable {
    /// Nil only where ``errors`` says that no rate can be told.
    public let figures: ReviewFigures?
    /// Old beside new.
    public let changes: [SettingChange]
    public let warnings: [ReviewWarning]
    /// Not empty: no commit.
    public let errors: [ReviewError]
    /// What the core is given; nil where there are errors.
    public let program: DeliveryProgram?

    /// - Parameters:
    ///   - old: The prescription in force; nil before the first.
    ///   - revision: What the program is numbered, from 1.
    ///   - fillNumber: Which fill of the reservoir the program speaks of.
    public init(
        of new: Prescription, against old: Prescription?, rig: RigFacts, revision: Int64, fillNumber: Int64
    ) {
        var errors: [ReviewError] = []
        let maximum = min(rig.maximumRate, new.maximumRate ?? rig.maximumRate)
        let (mode, asked) = Self.background(of: new, rig: rig)
        if let asked, asked > maximum {
            let limit: ReviewError.Limit = rig.maximumRate <= maximum ? .rig : .prescription
            errors.append(.rateAboveMaximum(asked: asked, allowed: maximum, limit: limit))
        }
        if asked == nil { errors.append(.noMinimumRate) }
        errors += Self.thresholdErrors(of: new.reservoir, rig: rig)
        let figures = asked.flatMap { try? ReviewFigures(of: new, rate: $0, rig: rig) }
        if asked != nil, figures == nil { errors.append(.outOfRange) }
        self.figures = figures
        changes = SettingChange.all(from: old, to: new)
        warnings = Self.warnings(of: new, against: old, rig: rig, figures: figures)
        self.errors = errors
        if errors.isEmpty, let asked {
            program = DeliveryProgram(
                revision: revision, mode: mode, rate: asked, maximumRate: maximum, fillNumber: fillNumber,
                fill: new.reservoir.fill, residual: new.reservoir.residual, lowReservoir: new.reservoir.lowReservoir)
        } else {
            program = nil
        }
    }

    private static func background(
        of prescription: Prescription, rig: RigFacts
    ) -> (mode: DeliveryProgram.Mode, rate: FlowRate?) {
        switch prescription.infusion {
        case .simpleContinuous(let rate): return (.simpleContinuous, rate)
        case .minimumRate: return (.minimumRate, rig.minimumRate)
        case .stopped: return (.stopped, .zero)
        }
    }

    /// At a threshold all of the fill above it has been delivered, and that volume is known only to the calibration's
    /// uncertainty and a stroke.
    private static func thresholdErrors(of reservoir: Reservoir, rig: RigFacts) -> [ReviewError] {
        let thresholds = [
            ("reservoir.low-reservoir", reservoir.lowReservoir), ("reservoir.reserve", reservoir.reserve),
        ]
        var errors: [ReviewError] = []
        for (field, threshold) in thresholds {
            do throws(QuantityError) {
                let delivered = try reservoir.fill.subtracting(threshold)
                let uncertainty = try delivered.scaled(
                    by: rig.calibrationUncertainty.partsPerMillion, over: 1_000_000, rounding: .up
                ).adding(rig.strokeVolume)
                let usable = try threshold.subtracting(reservoir.residual)
                guard usable <= uncertainty else { continue }
                errors.append(
                    .thresholdWithinUncertainty(field: field, threshold: usable, uncertainty: uncertainty))
            } catch {
                errors.append(.outOfRange)
            }
        }
        return errors
    }

    private static func warnings(
        of new: Prescription, against old: Prescription?, rig: RigFacts, figures: ReviewFigures?
    ) -> [ReviewWarning] {
        var warnings: [ReviewWarning] = []
        if let limit = new.maximumRate, limit > rig.maximumRate {
            warnings.append(.limitAboveRig(limit: limit, rig: rig.maximumRate))
        }
        if let stability = new.reservoir.stability, let refill = figures?.timeToReserve, stability < refill {
            warnings.append(.expiresBeforeRefill(stability: stability, refill: refill))
        }
        if let old {
            let primary = new.admixture.primary
            if !old.admixture.drugs.contains(where: { $0.name == primary.name }) {
                warnings.append(.rinseNeeded(drug: primary.name))
            }
            for drug in old.admixture.drugs {
                guard let now = new.admixture.drugs.first(where: { $0.name == drug.name }),
                    now.concentration != drug.concentration
                else { continue }
                warnings.append(.bridgeNeeded(drug: drug.name, old: drug.concentration, new: now.concentration))
            }
        }
        if new.catheter?.deadVolume == nil { warnings.append(.deadVolumeUnknown) }
        return warnings
    }
}
