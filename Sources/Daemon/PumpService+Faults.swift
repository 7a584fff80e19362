// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Quantities
import RealTime
import RigFile
import Transcript
import Varlink

extension PumpService {
    /// Makes a thread of the daemon hang, or something go wrong with the simulated rig. Never on a rig that something could
    /// hang on.
    func injectFault(_ parameters: InjectFaultParameters) throws {
        guard allowsFaults else { throw ControlError.noTestRig }
        if let thread = TestFaultWord(rawValue: parameters.fault) {
            try hang(thread, seconds: parameters.seconds)
        } else {
            try disturb(parameters)
        }
        var payload: Payload = ["fault": .string(parameters.fault)]
        payload["seconds"] = parameters.seconds.map { .integer($0) }
        payload["amountMillionths"] = parameters.amountMillionths.map { .integer($0) }
        payload["overSeconds"] = parameters.overSeconds.map { .integer($0) }
        payload["everySeconds"] = parameters.everySeconds.map { .integer($0) }
        let kind = parameters.end == true ? "fault-ended" : "fault-injected"
        log("\(kind): \(parameters.fault)")
        worker.note(LedgerEvent(kind: kind, severity: .low, payload: payload))
    }

    private func hang(_ fault: TestFaultWord, seconds: Int64?) throws {
        guard let seconds, (1...600).contains(seconds) else { throw CallError.invalidParameter("seconds") }
        let end = MonotonicClock.now() + .second * seconds
        nonisolated(unsafe) let shared = threads.shared
        switch fault {
        case .blockRealTime: shared.pointee.realTimeFault.ask(until: end)
        case .spinRealTime: shared.pointee.realTimeFault.ask(until: end, keepsRunning: true)
        case .blockSupervisor: shared.pointee.supervisorFault.ask(until: end)
        case .blockLedger: shared.pointee.ledgerFault.ask(until: end)
        }
        shared.pointee.realTimeSignal.raise()
        shared.pointee.supervisorSignal.raise()
        shared.pointee.eventSignal.raise()
    }

    /// Begins or ends a fault of the simulated rig.
    private func disturb(_ parameters: InjectFaultParameters) throws {
        guard let inject = threads.inject else { throw ControlError.noTestRig }
        if parameters.end == true, parameters.fault == "all" {
            for fault in SimulatedFault.all { inject(fault, nil) }
            return
        }
        guard let fault = SimulatedFault(name: parameters.fault) else { throw CallError.invalidParameter("fault") }
        if parameters.end == true { return inject(fault, nil) }
        func span(_ seconds: Int64?, _ name: String) throws -> Duration? {
            guard let seconds else { return nil }
            guard (1...31_622_400).contains(seconds) else { throw CallError.invalidParameter(name) }
            return .second * seconds
        }
        if let amount = parameters.amountMillionths, amount <= 0 || amount > 1_000_000_000_000 {
            throw CallError.invalidParameter("amountMillionths")
        }
        inject(
            fault,
            FaultOrder(
                fault, amount: parameters.amountMillionths.map { Double($0) / 1e6 },
                over: try span(parameters.overSeconds, "overSeconds") ?? .zero,
                for: try span(parameters.seconds, "seconds"), every: try span(parameters.everySeconds, "everySeconds")))
        // The rig looks at once.
        nonisolated(unsafe) let shared = threads.shared
        shared.pointee.realTimeSignal.raise()
    }

    private var allowsFaults: Bool {
        if case .simulated = rig.hardware { return true }
        return rig.limits.isTestRig
    }
}
