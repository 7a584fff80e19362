// SPDX-License-Identifier: Apache-2.0
import Quantities

extension PumpController {
    /// Counts in every window what was delivered since the last count.
    @_noAllocation @_noLocks
    mutating func countInWindows() {
        guard account.forwardVolume > countedTo else { return }
        windows.roll(to: pumpTime(at: now))
        let dead = program?.dead ?? DeadVolume()
        windows.count(from: countedTo, to: account.forwardVolume, of: therapy.path, through: dead)
        // Plugs that have left stay known: a dead volume that is corrected upwards brings them back.
        countedTo = account.forwardVolume
    }

    /// The window that has no room for `volume` more, beside what is in motion; nil where all have.
    @_noAllocation @_noLocks
    mutating func fullWindow(for volume: Volume) -> (window: DoseWindow, slot: Int)? {
        guard let program else { return nil }
        windows.roll(to: pumpTime(at: now))
        let end = Volume(picoliters: account.forwardVolume.picoliters + inFlightVolume() + volume.picoliters)
        let ceilings = program.ceilings
        var slot = 0
        while slot < DrugMixture.capacity {
            if ceilings.bounds(.hour, slot) || ceilings.bounds(.day, slot) || ceilings.bounds(.demand, slot) {
                let mass = therapy.path.mostMass(ofSlot: slot, from: countedTo, to: end, through: program.dead)
                if mass > 0, let window = firstFull(ceilings, slot, with: mass) { return (window, slot) }
            }
            slot += 1
        }
        return nil
    }

    @_noAllocation @_noLocks
    private mutating func firstFull(_ ceilings: DoseCeilings, _ slot: Int, with mass: Int128) -> DoseWindow? {
        var code: UInt8 = 0
        while let window = DoseWindow(code: code) {
            if ceilings.bounds(window, slot),
                windows.held(window, ofSlot: slot) + mass > Int128(ceilings[window, slot].picograms) * 1_000_000
            {
                return window
            }
            code += 1
        }
        return nil
    }

    /// A stroke is due that a window has no room for. The first time the pump drops to the safe rate, and stays there
    /// until somebody resumes or commits; at the safe rate the stroke waits.
    @_noAllocation @_noLocks
    mutating func limit(_ full: (window: DoseWindow, slot: Int)) {
        if state == .priming {
            tell(.doseLimited(full.window, slot: UInt8(full.slot)))
            if conditions.raise(.doseLimit, at: now) { tell(.conditionRaised(.doseLimit)) }
            return stop(cause: .condition(.doseLimit), bolusEnd: .limited)
        }
        guard !isAtSafeRate else { return wait(.doseLimit) }
        tell(.doseLimited(full.window, slot: UInt8(full.slot)))
        isAtSafeRate = true
        if conditions.raise(.doseLimit, at: now) { tell(.conditionRaised(.doseLimit)) }
        closeBolus(.limited)
        forgetOwed()
        tellRate()
    }

    /// Leaves the safe rate: somebody has looked.
    @_noAllocation @_noLocks
    mutating func leaveSafeRate() {
        isAtSafeRate = false
        if conditions.lists(.doseLimit) { clear(.doseLimit) }
    }

    /// What the windows will hold with a further bolus, if all goes on as it is.
    @_noAllocation @_noLocks
    mutating func windowExceeded(by order: BolusOrder, rate: FlowRate, of program: DeliveryProgram) -> CommandOutcome? {
        windows.roll(to: pumpTime(at: now))
        var forecast = DoseForecast(
            program: program, background: therapy.background, pumpTime: pumpTime(at: now), position: position,
            countedTo: countedTo, maximumRate: maximumRate, strokeVolume: profile.strokeVolume)
        let asked = DoseForecast.Bolus(unaccrued: DeliveryIntegral.owed(order.volume), rate: rate)
        // A demand bolus comes before a single one under way.
        forecast.add(asked)
        if let bolus { forecast.add(DoseForecast.Bolus(unaccrued: bolus.unaccrued, rate: bolus.rate)) }
        guard let found = forecast.firstExceeded(windows: windows, path: therapy.path, schedule: schedule) else {
            return nil
        }
        return .windowExceeded(found.window, slot: UInt8(found.slot))
    }
}
