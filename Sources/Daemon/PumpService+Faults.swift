// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Quantities
import RealTime
import Varlink

extension PumpService {
    /// Makes a thread of the daemon hang. Never on a rig that something could hang on.
    func injectFault(_ parameters: InjectFaultParameters) throws {
        guard allowsFaults else { throw ControlError.noTestRig }
        let seconds = parameters.seconds
        guard (1...600).contains(seconds) else { throw CallError.invalidParameter("seconds") }
        log("fault on purpose: \(parameters.fault.rawValue), \(seconds) s")
        worker.note(
            LedgerEvent(
                kind: "fault-injected", severity: .low,
                payload: ["fault": .string(parameters.fault.rawValue), "seconds": .integer(seconds)]))
        let end = MonotonicClock.now() + .second * seconds
        nonisolated(unsafe) let shared = threads.shared
        switch parameters.fault {
        case .blockRealTime: shared.pointee.realTimeFault.ask(until: end)
        case .spinRealTime: shared.pointee.realTimeFault.ask(until: end, keepsRunning: true)
        case .blockSupervisor: shared.pointee.supervisorFault.ask(until: end)
        case .blockLedger: shared.pointee.ledgerFault.ask(until: end)
        }
        shared.pointee.realTimeSignal.raise()
        shared.pointee.supervisorSignal.raise()
        shared.pointee.eventSignal.raise()
    }

    private var allowsFaults: Bool {
        if case .simulated = rig.hardware { return true }
        return rig.limits.isTestRig
    }
}
