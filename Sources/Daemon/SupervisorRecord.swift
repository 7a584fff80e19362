// SPDX-License-Identifier: Apache-2.0
import Ledger
import RealTime
import Transcript

extension LedgerEvent {
    /// What the supervisor did to the driver, for the record.
    init(_ event: SupervisorEvent) {
        let at: PayloadValue = .integer(event.at.nanoseconds)
        switch event.kind {
        case .enabled: self.init(kind: "driver-enabled", payload: ["atMonotonicNanoseconds": at])
        case .disabled: self.init(kind: "driver-disabled", payload: ["atMonotonicNanoseconds": at])
        case .reset: self.init(kind: "supervisor-reset", payload: ["atMonotonicNanoseconds": at])
        case .tripped(let report):
            self.init(
                kind: "supervisor-tripped", severity: .high,
                payload: ["atMonotonicNanoseconds": at, "because": .string(report.name)], requirements: ["BR-F02"])
        }
    }
}
