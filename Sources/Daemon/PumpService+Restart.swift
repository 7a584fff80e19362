// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Quantities
import RigFile
import Transcript

extension PumpService {
    /// Lets the background go on, never a bolus, where the rig file wants that (`resume-after-restart = "background"`) and
    /// nothing speaks against it; the record says which it was (BR-D11).
    func resumeAfterRestart(_ record: RecordedPump) async {
        let now = clock.now()
        var obstacle = obstacleToResuming(record, now)
        restarts.add(now)
        do {
            // Counted before anything moves: who falls at the first stroke, each time, is not to try for ever.
            try await keep([kept(RestartLog.name, restarts)], LedgerEvent(kind: "start-counted", payload: [:]))
        } catch {
            obstacle = "the record cannot be written: \(error)"
        }
        guard record.durable.isRestart, rig.limits.resumeAfterRestart == .background else { return }
        if let obstacle { return withhold(obstacle) }
        do {
            let stopsSeen = threads.stops
            try await exclusively { try await resume(stopsSeen: stopsSeen) }
            worker.note(
                LedgerEvent(
                    kind: "resumed-after-restart", severity: .medium, payload: ["revision": .integer(revision)],
                    requirements: ["BR-D11"]))
            log("the background goes on after the restart, as limits.resume-after-restart wants it")
        } catch {
            withhold("\(error)")
        }
    }

    private func withhold(_ obstacle: String) {
        worker.note(
            LedgerEvent(
                kind: "resume-withheld", severity: .low, payload: ["because": .string(obstacle)],
                requirements: ["BR-D11"]))
        log("the pump stays stopped after the restart: \(obstacle)")
    }

    /// What keeps the pump from going on by itself; nil where nothing does.
    private func obstacleToResuming(_ record: RecordedPump, _ now: LedgerTime) -> String? {
        let durable = record.durable
        let snapshot = snapshots.latest()
        if record.before.pumpState != .delivering {
            return "the last state on record is \(record.before.pumpState?.name ?? "none"), not delivering"
        }
        if RecordHold(record.before.kept)?.pending != nil { return "the record is a copy that was put back" }
        // The latch of the supervisor went with its process.
        if record.wasTripped { return "the supervisor stopped the motor" }
        if durable.latched != 0 { return "a latched condition is on record" }
        if stopMark.isSet { return "it was stopped, and the record does not know" }
        if snapshot.state != .stopped { return "the self-test did not pass" }
        guard let committed else { return "there is no prescription on record" }
        guard TextDigest.hexadecimal(of: committed.text) == committed.digest else {
            return "the prescription on record is not the one that was committed"
        }
        let most = profile.largestVolume(of: RecordedPump.largestReservation(profile))
        if record.uncertainVolume > most {
            return "\(record.uncertainVolume) are uncertain, more than one reservation (\(most))"
        }
        let recent = restarts.recent(at: now, trustWallClock: rig.limits.trustWallClock)
        if recent >= RestartLog.limit { return "the daemon has started \(recent) times within an hour before this" }
        if trial != nil { return "a trial is under way" }
        return nil
    }
}
