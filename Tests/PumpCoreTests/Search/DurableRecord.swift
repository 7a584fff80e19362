// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What would be on disk: the state of the last settlement, and dose windows kept beside the controller from the strokes
/// that it told of.
struct DurableRecord {
    private(set) var restoration = Restoration()
    private(set) var windows = DoseWindows(at: .zero)
    private var countedTo = Volume.zero
    private var pending: [(at: Instant, to: Volume)] = []
    private var dead = DeadVolume()

    /// A stroke has ended at a pump time.
    mutating func stroke(delivered: Volume, at pumpTime: Instant) {
        let from = pending.last?.to ?? countedTo
        pending.append((pumpTime, from + delivered))
    }

    /// Everything so far is durable.
    mutating func settle(_ snapshot: borrowing PumpSnapshot, program: DeliveryProgram?) {
        // No command came between: the path was the one of the settlement before.
        for stroke in pending {
            windows.roll(to: stroke.at)
            windows.count(from: countedTo, to: stroke.to, of: restoration.therapy.path, through: dead)
            countedTo = stroke.to
        }
        pending.removeAll(keepingCapacity: true)
        restoration.account = snapshot.account
        restoration.therapy = snapshot.therapy
        restoration.isRestart = true
        dead = program?.dead ?? DeadVolume()
        if let program { windows.setDemandSpan(program.ceilings.demandSpan) }
    }

    /// The process ended without a word; what was reserved beyond the settlement may have been made. `elapsed` is what is
    /// known to have passed since the settlement.
    mutating func crash(reserved: StepCount, elapsed: Duration, profile: borrowing RigProfile) {
        pending.removeAll(keepingCapacity: true)
        let steps = reserved - restoration.account.forwardSteps
        let fullSteps = (steps.pulses + Int64(profile.pulsesPerFullStep) - 1) / Int64(profile.pulsesPerFullStep)
        let volume = Volume(picoliters: fullSteps * profile.curve.largestStep.picoliters)
        restoration.account.countUncertain(steps: steps, volume: volume)
        restoration.therapy.pumpTime = restoration.therapy.pumpTime + elapsed
        restoration.therapy.path.widen(by: volume)
        windows.roll(to: restoration.therapy.pumpTime)
        windows.count(
            from: countedTo, to: restoration.account.forwardVolume, of: restoration.therapy.path, through: dead)
        countedTo = restoration.account.forwardVolume
        let start = restoration.therapy.demand.start(0)
        if let start, (restoration.therapy.demand.lastEnd ?? .zero) < start {
            restoration.therapy.demand.end(at: restoration.therapy.pumpTime)
        }
    }
}
