// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Quantities
import RealTime
import Synchronization
import Transcript

extension PumpService {
    /// From power-on to `stopped`: says what runs here, tests itself, loads the prescription on record. Nothing moves.
    func start(after record: RecordedPump) async {
        worker.note(startEvent(isRestart: record.durable.isRestart))
        if let recordHold { log("nothing moves yet: \(recordHold.why)") }
        await threadsHaveStarted()
        if isDegraded {
            _ = try? await perform(.report(.degradedRealTime, isPresent: true))
            log("no real-time scheduling or locked memory here: the pump runs degraded, and status says so")
        }
        do {
            let reply = try await selfTest()
            for check in reply.checks where !check.passed { log("self-test: \(check.name): \(check.text)") }
            try await loadCommitted()
            try await finishCommittedRefill()
            try await enterRefilling()
            keepFirst()
        } catch {
            log("self-test: \(error)")
        }
    }

    /// What runs here, for whoever reads the record later.
    private func startEvent(isRestart: Bool) -> LedgerEvent {
        var payload: Payload = [
            "notice": .string(BenchNotice.text), "version": .string(CisternaVersion.text), "rig": .string(rig.name),
            "rigDigest": .string(rig.digest), "calibration": .string(rig.calibration.id),
            "calibrationUncertaintyMicro": .integer(rig.calibration.uncertainty.partsPerMillion),
            "speedUp": .integer(configuration.speedUp), "isRestart": .boolean(isRestart),
        ]
        payload["libraryDigest"] = library.map { .string($0.digest) }
        return LedgerEvent(kind: "daemon-started", payload: payload, requirements: ["BR-R05", "BR-S02", "BR-S10"])
    }

    /// What a later start reckons from.
    private func keepFirst() {
        if let standstill {
            keepLater(Standstill.name, standstill, LedgerEvent(kind: "standstill", payload: [:]))
        }
        keepLater(ServiceRecord.name, service, LedgerEvent(kind: "service-marks", payload: [:]))
    }

    private func threadsHaveStarted() async {
        let shared = threads.shared
        let deadline = MonotonicClock.now() + .second
        while MonotonicClock.now() < deadline,
            shared.pointee.realTimeClass.load(ordering: .acquiring) == 0
                || shared.pointee.supervisorClass.load(ordering: .acquiring) == 0
        {
            try? await Task.sleep(for: .milliseconds(1))
        }
    }
}
