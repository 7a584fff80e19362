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
                await service.recordIsDamaged(RecordDamage(reason: "entry \(broken.sequence): \(broken.text)"))
            } else if let problem = await service.prescriptionProblem() {
                await service.recordIsDamaged(problem)
            } else {
                service.worker.note(LedgerEvent(checked: verdict))
            }
        } catch let error as LedgerError {
            if let reason = error.damage { return await service.recordIsDamaged(RecordDamage(reason: reason)) }
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
    func prescriptionProblem() async -> RecordDamage? {
        // Not between the commit of one and its way into the core.
        await exclusively { problemOfPrescription() }
    }

    private func problemOfPrescription() -> RecordDamage? {
        guard let committed else { return nil }
        let number = committed.revision
        guard TextDigest.hexadecimal(of: committed.text) == committed.digest else {
            return RecordDamage(reason: "prescription \(number) is not the text that was committed", revision: number)
        }
        guard notLoaded == nil, snapshots.latest().programRevision != 0 else { return nil }
        let loaded = snapshots.latest().programRevision
        guard loaded != number else { return nil }
        return RecordDamage(reason: "the core runs revision \(loaded), not \(number)", revision: number)
    }

    /// The pump stops, and says why.
    func recordIsDamaged(_ damage: RecordDamage) async {
        log("the record is damaged: \(damage.reason)")
        worker.note(
            LedgerEvent(
                kind: "record-check-failed", severity: .high, payload: ["reason": .string(damage.reason)],
                requirements: ["BR-F01", "BR-F07"]))
        // What only another record ends is not forgotten for what a commit does.
        if recordDamage.map({ $0.revision != nil }) ?? true { recordDamage = damage }
        _ = try? await perform(.report(.recordDamaged, isPresent: true))
    }
}
