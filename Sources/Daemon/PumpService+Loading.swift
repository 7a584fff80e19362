// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import Proposals
import PumpCore
import Quantities
import RealTime
import Therapy
import Transcript

extension PumpService {
    /// Hands a program to the core through the spare slot.
    func load(_ next: LoadedProgram) async throws -> CommandOutcome {
        let slot = spareSlot
        spareSlot = 1 - slot
        threads.shared.pointee.programs.write(next.program, next.schedule, slot: slot)
        let outcome = try await perform(.commit(slot: slot))
        if outcome == .accepted {
            loaded = next
            notLoaded = nil
        }
        return outcome
    }

    /// Loads the prescription on record into a core that has just started; the pump stays stopped.
    func loadCommitted() async throws {
        guard let committed, let prescription else { return }
        let snapshot = snapshots.latest()
        var context = ReviewContext(rig: rigFacts, library: library ?? .none)
        context.revision = committed.revision
        context.fillNumber = committed.fillNumber
        context.slots = slots
        context.therapy = snapshot.therapy
        context.windows = mirror.windows
        context.forwardVolume = snapshot.account.forwardVolume
        context.isInForce = true
        // What is in the path was reviewed when it came there; the bridge is the one on record.
        context.declinedBridge = NamedOverride(name: "restart", reason: "the bridge on record goes on")
        let review = Review(of: prescription, in: context)
        guard var program = review.program else {
            let reasons = review.errors.map(\.description).joined(separator: "; ")
            notLoaded = "it does not fit rig and library any more: \(reasons)"
            log("the prescription on record does not fit this rig: \(reasons)")
            return
        }
        if let programRecord, programRecord.revision == committed.revision {
            program = programRecord.applied(to: program)
        }
        let next = LoadedProgram(program: program, schedule: review.schedule)
        slots = review.slots
        if let error = ControlError(try await load(next)) { log("the core refused the prescription: \(error)") }
    }

    /// The bridge is over: what it was for is not in the path any more.
    func forgetBridge() async throws {
        guard var next = loaded, let committed, next.program.bridge.count > 0 else { return }
        next.program.bridge = Bridge()
        let record = ProgramRecord(next.program, slots: slots.all)
        try await keep(
            [kept(ProgramRecord.name, record)],
            LedgerEvent(kind: "program-kept", payload: ["revision": .integer(committed.revision)]))
        programRecord = record
        loaded = next
    }
}
