// SPDX-License-Identifier: Apache-2.0
import CLinux
import ControlInterface
import Ledger
import PumpCore

/// What must hold of the record on disk while no daemon runs.
extension KillBench {
    var stateFolder: String { "\(folder)/state" }

    func durableState() throws -> DurableState {
        guard let found = try RecordCopy.state(of: stateFolder, copy: "\(folder)/copy") else {
            throw SimulationError("there is no record any more")
        }
        return found
    }

    /// What the rig got against what is settled and reserved, and the prescription against the two that it may be.
    func checkRecord(after deed: KillDeed) async throws {
        let record = try durableState()
        let settled = record.account.forwardSteps.pulses
        let reserved = max(settled, record.reserved.pulses)
        let made = state.odometerBase + pulses - state.pulsesBase
        if made < settled || made > reserved {
            violate(.delivered, "\(made) pulses were made by the odometer; settled \(settled), reserved \(reserved)")
        }
        let bound = state.uncertaintyBound
        figures.phases[phase, default: .init()].note(
            uncertain: reserved - settled, bound: bound, unsettled: made - settled)
        if reserved - settled > bound {
            violate(.uncertainty, "\(reserved - settled) pulses are uncertain, the bound is \(bound)")
        }
        if deed.ending == 0 {
            figures.checked.cleanStops += 1
            if settled != reserved || settled != made {
                violate(.cleanStop, "a clean stop left settled \(settled), reserved \(reserved) of \(made) pulses made")
            }
        }
        (state.settled, state.reserved) = (settled, reserved)
        try await checkVolumeMade()
        checkPrescription(record, after: deed)
    }

    /// After a start that was killed: what was uncertain is uncertain still, or counted, and nothing has moved.
    func checkRecordAfterStart() throws {
        let record = try durableState()
        let (settled, reserved) = (record.account.forwardSteps.pulses, record.reserved.pulses)
        let isCounted = settled == state.reserved && reserved == settled
        let isAsBefore = settled == state.settled && reserved == state.reserved
        if !isCounted, !isAsBefore {
            violate(
                .delivered,
                "a start left settled \(settled), reserved \(reserved); before it \(state.settled), \(state.reserved)")
        }
        if state.odometerBase + pulses - state.pulsesBase > state.reserved {
            violate(.rest, "pulses came during a start")
        }
        (state.settled, state.reserved) = (settled, reserved)
    }

    /// The head cannot have pushed more than background and boluses come to since the resume: by the rig's own count, so
    /// that a second delivery shows whatever the record says.
    private func checkVolumeMade() async throws {
        let now = cisterna_monotonic_ns()
        let pumped = try await pumped()
        guard let movement = state.movement else { return }
        state.movement = nil
        let rigSeconds = Double(now - movement.since) / 1e9 * Double(BenchFiles.speedUp)
        let background = (state.isFast ? 150.0 : 5.0) * 1e9 / 86_400 * rigSeconds
        let strokes =
            2 * Double(BenchFiles.strokePulses * BenchFiles.revolutionPicoliters / BenchFiles.pulsesPerRevolution)
        let most = (background + Double(movement.bolusMicroliters) * 1e6) * (1 + BenchFiles.calibration) + strokes
        let made = Double(pumped - movement.pumpedBefore)
        if made > most {
            violate(
                .bolusOnce,
                "the head pushed \(Int64(made)) pL since the resume; background and \(movement.bolusMicroliters) uL of "
                    + "boluses are at most \(Int64(most)) pL")
        }
    }

    private func checkPrescription(_ record: DurableState, after deed: KillDeed) {
        let found = record.prescription.map { KillDeed.Prescription(revision: $0.revision, document: $0.text) }
        if let next = deed.next, found == next {
            if phase == .refill { state.fill += 1 }
            state.prescription = next
        } else if found != state.prescription {
            let revision = found.map { "revision \($0.revision)" } ?? "none"
            violate(
                .prescription,
                "on record is \(revision), byte for byte neither revision \(state.prescription.revision) nor the next")
        } else if deed.nextIsSure {
            violate(.prescription, "revision \(deed.next?.revision ?? 0) was answered for and is not on record")
        }
    }
}
