// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities
import RealTime
import RigFile
import Transcript

/// What the record needs from time to time: room, copies, and somebody who looks whether it is sound (BR-F01). All beside
/// the pump: reads go by a connection of their own, writes in small steps.
package struct RecordUpkeep: Sendable {
    let service: PumpService
    let history: HistoryReader

    /// Seconds between two turns.
    package static let turnSeconds: Int64 = 60
    /// Steps of making room in one turn.
    package static let roomSteps = 20
    /// How often everything is looked through.
    private static let checkInterval: Quantities.Duration = .day

    /// Until its task is cancelled.
    func run() async {
        var nextCheck = MonotonicClock.now()
        do {
            try await history.sweep()
        } catch {
            service.log("what a copy that was cut short left cannot be removed: \(error)")
        }
        while !Task.isCancelled {
            await makeRoom()
            if MonotonicClock.now() >= nextCheck {
                nextCheck = MonotonicClock.now() + Self.checkInterval
                await check()
            }
            await takeSnapshot()
            try? await Task.sleep(for: .seconds(Self.turnSeconds))
        }
    }

    /// In steps between which reservations go ahead; what is left over waits for the next turn.
    private func makeRoom() async {
        let retention = Retention(eventDays: service.configuration.eventDays)
        let clock = service.clock
        for _ in 0..<Self.roomSteps {
            guard let hasMore = try? await service.worker.run({ try $0.makeRoom(retention, at: clock.now()) }), hasMore
            else { return }
        }
    }

    /// A copy a day of pump time, for when the record is damaged.
    private func takeSnapshot() async {
        let now = service.snapshots.latest().therapy.pumpTime
        guard await service.snapshotIsDue(at: now) else { return }
        do {
            let path = try await history.takeSnapshot(keeping: service.configuration.snapshotsKept)
            await service.tookSnapshot(path, at: now)
        } catch {
            await service.snapshotFailed(error, at: now)
        }
    }

    private func check() async {
        do {
            try await history.run { try $0.checkPages() }
            let verdict = try await history.verify()
            if let broken = verdict.broken {
                await service.recordIsDamaged("entry \(broken.sequence): \(broken.text)")
            } else if let problem = await service.prescriptionProblem() {
                await service.recordIsDamaged(problem, stands: false)
            } else {
                service.worker.note(LedgerEvent(checked: verdict))
            }
        } catch let error as LedgerError {
            if let reason = error.damage { return await service.recordIsDamaged(reason) }
            // A disk that cannot be read is the next check's business; one that cannot be written has its own alarm.
            service.log("the record could not be checked: \(error)")
        } catch {
            service.log("the record could not be checked: \(error)")
        }
    }
}

/// When a copy was made last, by the pump's own time.
package struct SnapshotMark: Codable, Equatable {
    package static let name = "snapshot"

    let pumpNanoseconds: Int64

    package init(at pumpTime: Instant) { pumpNanoseconds = pumpTime.nanoseconds }
}

extension LedgerEvent {
    /// Everything was looked through, and is sound.
    package init(checked verdict: ChainCheck) {
        self.init(
            kind: "record-checked",
            payload: ["entries": .integer(verdict.entries), "last": .integer(verdict.last)], requirements: ["BR-F01"])
    }

    package init(snapshot path: String) { self.init(kind: "snapshot-taken", payload: ["file": .string(path)]) }
}

extension PumpService {
    func snapshotIsDue(at pumpTime: Instant) -> Bool {
        // A record that knows nothing is no good copy of anything.
        if let recordHold, recordHold.isEndless { return false }
        guard let snapshotMark else { return true }
        return pumpTime.nanoseconds - snapshotMark.pumpNanoseconds >= Quantities.Duration.day.nanoseconds
    }

    func tookSnapshot(_ path: String, at pumpTime: Instant) {
        let mark = SnapshotMark(at: pumpTime)
        snapshotMark = mark
        keepLater(SnapshotMark.name, mark, LedgerEvent(snapshot: path))
    }

    /// Tried again in a day: a disk without room is not filled by trying.
    func snapshotFailed(_ error: any Error, at pumpTime: Instant) {
        snapshotMark = SnapshotMark(at: pumpTime)
        log("no snapshot of the record could be taken: \(error)")
        worker.note(
            LedgerEvent(
                kind: "snapshot-failed", severity: .medium, payload: ["error": .string("\(error)")],
                requirements: ["BR-F04"]))
    }

    /// The prescription that is in force against its checksum, and the core against the prescription.
    func prescriptionProblem() async -> String? {
        // Not between the commit of one and its way into the core.
        await exclusively { problemOfPrescription() }
    }

    /// Its text against its checksum. Another commit puts it right.
    var alteredPrescription: String? {
        guard let committed, TextDigest.hexadecimal(of: committed.text) != committed.digest else { return nil }
        return "prescription \(committed.revision) is not the text that was committed"
    }

    private func problemOfPrescription() -> String? {
        guard let committed else { return nil }
        if let alteredPrescription { return alteredPrescription }
        guard notLoaded == nil, snapshots.latest().programRevision != 0 else { return nil }
        let loaded = snapshots.latest().programRevision
        return loaded == committed.revision ? nil : "the core runs revision \(loaded), not \(committed.revision)"
    }

    /// The pump stops, and says why; nothing moves with this record any more, whoever acknowledges it.
    ///
    /// - Parameter stands: Until the next start; else it ends with what was found.
    func recordIsDamaged(_ reason: String, stands: Bool = true) async {
        log("the record is damaged: \(reason)")
        worker.note(
            LedgerEvent(
                kind: "record-check-failed", severity: .high, payload: ["reason": .string(reason)],
                requirements: ["BR-F01", "BR-F07"]))
        if stands { recordDamage = reason }
        _ = try? await perform(.report(.recordDamaged, isPresent: true))
    }
}
