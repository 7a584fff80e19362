// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// A proposed prescription laid beside the one in force and held against rig, library and what the pump has delivered:
/// everything that a person must see before a commit, and the program that the commit would start.
public struct Review: Sendable {
    /// Nil only where ``errors`` says that no rate can be told.
    public internal(set) var figures: ReviewFigures?
    /// Old beside new.
    public let changes: [SettingChange]
    public internal(set) var warnings: [ReviewWarning] = []
    /// Not empty: no commit.
    public internal(set) var errors: [ReviewError] = []
    /// Soft limits that are passed: no commit without a ``NamedOverride``.
    public internal(set) var softLimits: [LimitFinding] = []
    /// Who declines the bridge that the change asks for, and why: as weighty as an override.
    public internal(set) var declinedBridge: NamedOverride?
    /// What the core is given; nil where there are errors.
    public internal(set) var program: DeliveryProgram?
    /// What it is given beside the program: empty for any mode but flex.
    public internal(set) var schedule = FlexSchedule()
    /// Which drug has which slot once the program is in force.
    public internal(set) var slots: DrugSlots

    /// Somebody must give name and reason at the commit.
    public var needsOverride: Bool { !softLimits.isEmpty }

    /// - Parameters:
    ///   - new: What is proposed.
    ///   - context: As things stand; the review is stale when any of it changes.
    public init(of new: Prescription, in context: ReviewContext) {
        changes = SettingChange.all(from: context.old, to: new)
        slots = context.slots
        errors += Self.thresholdErrors(of: new.reservoir, rig: context.rig)
        errors += Self.unknownDrugs(of: new, library: context.library)
        noteCommonWarnings(on: new, in: context)
        let plan: BackgroundPlan
        do throws(ReviewError) {
            plan = try BackgroundPlan(of: new, rig: context.rig)
        } catch {
            errors.append(error)
            return
        }
        let maximum = RateCeiling(of: new, rig: context.rig, library: context.library)
        errors += Self.rateErrors(of: new, plan: plan, maximum: maximum)
        do throws(QuantityError) {
            figures = try ReviewFigures(of: new, plan: plan, rig: context.rig)
            try noteBoluses(of: new, plan: plan, maximum: maximum.rate, in: context)
            try noteLimits(of: new, plan: plan, library: context.library)
        } catch {
            errors.append(.outOfRange)
        }
        if let stability = new.reservoir.stability, let refill = figures?.timeToReserve, stability < refill {
            warnings.append(.expiresBeforeRefill(stability: stability, refill: refill))
        }
        do throws(ReviewError) {
            try prepare(new, plan: plan, maximum: maximum.rate, in: context)
        } catch {
            errors.append(error)
        }
        if !errors.isEmpty { program = nil }
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

    private static func unknownDrugs(of new: Prescription, library: DrugLibrary) -> [ReviewError] {
        new.admixture.drugs.enumerated().compactMap { index, drug in
            library.entry(named: drug.name) == nil
                ? .unknownDrug(field: "drug[\(index + 1)].name", name: drug.name) : nil
        }
    }

    private static func rateErrors(
        of new: Prescription, plan: BackgroundPlan, maximum: RateCeiling
    ) -> [ReviewError] {
        [(plan.field, plan.highest), ("limits.safe-rate", new.safeRate)].compactMap { field, asked in
            asked > maximum.rate
                ? .rateAboveMaximum(field: field, asked: asked, allowed: maximum.rate, owner: maximum.owner) : nil
        }
    }
}
