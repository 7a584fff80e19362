// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Glibc
import PumpCore
import Quantities
import SimulatedRig
import Varlink

/// Faults from outside, to see that the checks find them.
extension KillBench {
    /// Takes a copy of the record for later.
    func plantBefore() throws -> String? {
        guard plant == .lostRecord else { return nil }
        let copy = "\(folder)/older"
        try RecordCopy.copy(stateFolder, to: copy)
        return copy
    }

    func plantAfterKill(_ copy: String?) throws {
        switch plant {
        case nil, .doubleBolus: break
        case .lostRecord:
            if let copy { try RecordCopy.restore(copy, to: stateFolder) }
        case .extraPulses:
            _ = LinkedSafetyLines(lines).setEnable(true)
            var rig = LinkedRig(lines, sampleInterval: .second, at: .zero)
            for _ in 0..<2_000 { _ = rig.pulse(at: .zero) }
        case .shortLockout:
            try RecordCopy.tamper(
                stateFolder,
                """
                UPDATE kept SET value = json_remove(
                    json_set(value, '$.demand.startsNanoseconds', json('[]')), '$.demand.lastEndNanoseconds')
                WHERE name = 'therapy'
                """)
        case .tornPrescription:
            try RecordCopy.tamper(stateFolder, "UPDATE prescription SET text = substr(text, 1, length(text) - 1)")
        case .alteredEvent:
            try RecordCopy.tamper(
                stateFolder,
                """
                DROP TRIGGER event_is_never_changed;
                UPDATE event SET payload = '{}'
                    WHERE sequence = (SELECT max(sequence) FROM event WHERE kind = 'request-begun');
                CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
                    BEGIN SELECT RAISE(ABORT, 'entries of the record are never changed'); END;
                """)
        }
    }

    /// As somebody would who has lost the reply of a bolus and asks anew, under another id.
    func plantAfterResume() async throws {
        guard plant == .doubleBolus, kill > 1 else { return }
        try await ask(
            .bolus,
            [
                "revision": .integer(state.prescription.revision), "volumeNanoliters": 25_000,
                "durationSeconds": .integer(BenchFiles.bolusSeconds),
            ])
    }
}
