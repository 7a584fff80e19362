// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

extension Review {
    /// Slots, ceilings, bridge and program. What has errors already gets no forecasts: its rates may be anything.
    mutating func prepare(
        _ new: Prescription, plan: BackgroundPlan, maximum: FlowRate, in context: ReviewContext
    ) throws(ReviewError) {
        var path = context.therapy.path
        let dead = new.dead
        path.forget(before: context.forwardVolume, through: dead)
        var context = context
        context.windows.roll(to: context.therapy.pumpTime)
        context.therapy.path = path
        slots = try context.slots.assigning(new.admixture, path: path, windows: context.windows)
        let ceilings = CeilingPlan(
            of: new, library: context.library, slots: slots, old: context.oldCeilings)
        var program = DeliveryProgram(
            revision: context.revision, mode: plan.mode, rate: plan.rate, maximumRate: maximum,
            fillNumber: context.fillNumber, fill: new.reservoir.fill, residual: new.reservoir.residual,
            lowReservoir: new.reservoir.lowReservoir)
        program.safeRate = new.safeRate
        program.periodic = plan.periodic
        program.staircase = plan.staircase
        program.demand = try Self.demandRules(of: new)
        program.mixture = slots.mixture(of: new.admixture)
        program.ceilings = ceilings.ceilings
        program.dead = dead
        guard errors.isEmpty else { return }
        checkBackground(program, plan: plan, ceilings: ceilings, rig: context.rig)
        let bridge = BridgePlan(to: program, of: new, mean: plan.mean, slots: slots, in: context)
        warnings += bridge.warnings
        errors += bridge.errors
        figures?.bridge = bridge.figures
        program.bridge = bridge.bridge
        guard errors.isEmpty else { return }
        if bridge.figures != nil {
            if bridge.bridge.count == 0 { declinedBridge = context.declinedBridge }
            let coming = ComingPeak(program: program, plan: plan, path: bridge.path, in: context)
            checkComing(coming, ceilings: ceilings, isDecided: context.isInForce)
        }
        self.program = program
        schedule = plan.schedule
    }

    private static func demandRules(of new: Prescription) throws(ReviewError) -> DemandRules? {
        guard let demand = new.demandBolus else { return nil }
        guard let volume = try? demand.dose.volume(at: new.admixture.primary.concentration) else { throw .outOfRange }
        return DemandRules(
            volume: volume, duration: demand.duration, lockout: demand.lockout,
            lockoutIsFromEnd: demand.lockoutFrom == .end, perDay: demand.mostPerDay)
    }

    /// A background that would meet its own ceiling is refused: the pump would drop to the safe rate every day.
    private mutating func checkBackground(
        _ program: DeliveryProgram, plan: BackgroundPlan, ceilings: CeilingPlan, rig: RigFacts
    ) {
        let steady = SteadyPeak(program: program, plan: plan, rig: rig)
        for bound in ceilings.bounds where !bound.isLeftOver {
            let peak = steady.mass(of: bound.window, slot: bound.slot)
            let window = ceilings.text(of: bound.window)
            figures?.windowPeaks.append(
                ReviewFigures.WindowPeak(drug: bound.drug, window: window, peak: peak, ceiling: bound.mass))
            guard peak > bound.mass else { continue }
            errors.append(
                .backgroundReachesCeiling(
                    field: bound.field, drug: bound.drug, window: window, ceiling: bound.mass, owner: bound.owner,
                    needed: peak))
        }
    }

    private mutating func checkComing(_ coming: ComingPeak, ceilings: CeilingPlan, isDecided: Bool) {
        for bound in ceilings.bounds {
            let (peak, after) = coming.peak(of: bound.window, slot: bound.slot)
            let window = ceilings.text(of: bound.window)
            figures?.comingPeaks.append(
                ReviewFigures.WindowPeak(drug: bound.drug, window: window, peak: peak, ceiling: bound.mass))
            guard peak > bound.mass, !isDecided else { continue }
            if declinedBridge == nil {
                errors.append(
                    .bridgeExceedsCeiling(
                        drug: bound.drug, window: window, ceiling: bound.mass, peak: peak, after: after))
            } else {
                warnings.append(
                    .ceilingAhead(drug: bound.drug, window: window, ceiling: bound.mass, peak: peak))
            }
        }
    }
}
