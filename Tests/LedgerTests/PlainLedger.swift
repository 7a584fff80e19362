// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities

/// What a ledger should hold, kept in plain variables: the oracle of the random test.
struct PlainLedger {
    var account = Account()
    var reserved: Int64 = 0
    var fullStep: Int64?
    var isUnsettled = false
    var kinds: [String] = ["record-created"]
    var lastCoreEvent: Int64 = 0
    var listed: Set<Condition> = []
    var requests: [String: String?] = [:]
    var revisions: [Int64] = []
    var state: PumpState?

    var uncertain: Int64 { isUnsettled ? reserved - account.forwardSteps.pulses : 0 }

    mutating func crash() { isUnsettled = reserved > account.forwardSteps.pulses }

    /// What the ledger should do with a batch: true for taking it.
    mutating func take(_ batch: LedgerBatch) -> Bool {
        var next = self
        guard next.tryTaking(batch) else { return false }
        self = next
        return true
    }

    private mutating func tryTaking(_ batch: LedgerBatch) -> Bool {
        for record in batch.records {
            lastCoreEvent = record.sequence
            switch record.event {
            case .conditionRaised(let condition):
                kinds.append("condition-raised")
                if condition.latches { listed.insert(condition) }
            case .conditionCleared(let condition):
                kinds.append("condition-cleared")
                listed.remove(condition)
            case .stateChanged(_, let next, _):
                kinds.append("state-changed")
                state = next
            default: return false
            }
        }
        kinds += batch.events.map(\.kind)
        for outcome in batch.outcomes {
            guard let present = requests[outcome.id] else { return false }
            if present == nil {
                requests[outcome.id] = outcome.outcome
                kinds.append("request-finished")
            }
        }
        guard let settlement = batch.settlement else { return reserve(batch.reservation) }
        return settle(settlement) && reserve(batch.reservation, after: settlement)
    }

    private mutating func settle(_ settlement: Settlement) -> Bool {
        let steps = settlement.account.forwardSteps.pulses
        guard !isUnsettled, steps <= reserved, steps >= account.forwardSteps.pulses else { return false }
        guard settlement.account.forwardVolume >= account.forwardVolume else { return false }
        if steps > account.forwardSteps.pulses { fullStep = nil }
        account = settlement.account
        return true
    }

    private mutating func reserve(_ limit: StepCount?, after settlement: Settlement? = nil) -> Bool {
        if let settlement, settlement.isClean {
            // A reservation beside a clean stop contradicts it.
            guard limit == nil else { return false }
            reserved = settlement.account.forwardSteps.pulses
            fullStep = settlement.fullStep
        }
        guard let limit else { return true }
        guard !isUnsettled, limit.pulses >= reserved else { return false }
        reserved = limit.pulses
        if reserved > account.forwardSteps.pulses { fullStep = nil }
        return true
    }
}
