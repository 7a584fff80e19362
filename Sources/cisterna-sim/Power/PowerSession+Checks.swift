// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities

extension PowerSession {
    /// What a restart finds, held against the truth before anything is done with it. False where it cannot be read, or
    /// something is wrong.
    func lookAtRecord(of ledger: Ledger) -> Bool {
        do {
            let entries = try ledger.events(after: run.record.verified, limit: Ledger.eventLimit)
            if let wrong = run.record.verify(entries) {
                run.violate(wrong)
                return false
            }
            guard check(try ledger.state()) else { return false }
            if run.hasLostPower { run.record.becomeDurable(entries) }
            run.hasLostPower = false
            try checkRequests(ledger)
            if let broken = try ledger.verifyChain().broken {
                run.violate("the chain is broken at entry \(broken.sequence): \(broken.text)")
            }
        } catch {
            look(at: error, "read")
            return false
        }
        return run.tally.violations.isEmpty
    }

    private func checkRequests(_ ledger: Ledger) throws(LedgerError) {
        for request in run.requests.suffix(4) {
            guard let known = run.record.known.requests[request.id] else { continue }
            let method = try ledger.method(of: request.id)
            let outcome = try ledger.outcome(of: request.id)
            if method != request.method { run.violate("request \(request.id) is lost") }
            if outcome != known.outcome {
                run.violate("request \(request.id) came to \(outcome ?? "nothing"), not \(known)")
            }
        }
    }

    /// The durable state as the crash left it.
    private func check(_ state: DurableState) -> Bool {
        let lower = state.account.forwardSteps
        let settled = run.settlementInDoubt
        let moved = settled == lower && state.uncertain == .zero ? lower : run.odometer
        // What was settled at a restart takes the reservation along.
        if !run.record.find(reserved: state.reserved), state.reserved != settled {
            run.violate("\(state.reserved.pulses) pulses are reserved, which nobody asked for")
        }
        if moved > state.reserved {
            run.violate("\(moved.pulses) pulses were made, \(state.reserved.pulses) are on record at most")
        }
        if moved < lower {
            run.violate("\(moved.pulses) pulses were made, \(lower.pulses) are on record at least")
        }
        if state.reserved.pulses - lower.pulses > max(run.record.known.bound, 0) {
            run.violate(
                "\(state.reserved.pulses - lower.pulses) pulses are uncertain, \(run.record.known.bound) at most may be"
            )
        }
        checkDocuments(state)
        return run.tally.violations.isEmpty
    }

    private func checkDocuments(_ state: DurableState) {
        let stored = state.prescription
        let wanted = run.record.known.treatment
        if stored?.revision != wanted?.revision
            || stored.map({ Array($0.text.utf8) }) != wanted.map({ Array($0.text.utf8) })
        {
            run.violate(
                "revision \(stored?.revision ?? 0) is on record, not \(wanted?.revision ?? 0), or its text is another")
        }
        if state.kept["note"] != run.record.known.kept { run.violate("a document that was kept is lost") }
    }

    /// After what was open was closed: none runs, and what was given of each lies within what is on record.
    func checkBoluses(_ ledger: Ledger) {
        for number in run.record.known.orders.keys.sorted().suffix(3) {
            guard let stored = try? ledger.bolus(number: number) else { continue }
            let truth = run.doses.boluses[number]
            let given = truth?.delivered ?? .zero
            guard !stored.state.isOpen, let upper = stored.deliveredUpper else {
                run.violate("bolus \(number) is \(stored.state) after a restart")
                continue
            }
            if given < stored.deliveredLower || given > upper || upper > stored.volume {
                run.violate(
                    "bolus \(number): \(given) of \(stored.volume) was given, on record \(stored.deliveredLower) to \(upper)"
                )
            }
        }
    }

    /// The whole record, once, with a disk that does not fail.
    func lookAtEverything() {
        do {
            let disk = run.machine.disk
            let ledger = try Ledger(
                folder: disk.folder, storage: SimulatedStorage(disk: disk), now: run.clocks())
            guard lookAtRecord(of: ledger) else { return }
            var all: [StoredEvent] = []
            while true {
                let next = try ledger.events(after: Int64(all.count), limit: Ledger.eventLimit)
                if next.isEmpty { break }
                all += next
            }
            if RecordTruth.digest(of: all) != run.record.digest {
                run.violate("entries that were whole after a restart are others now")
            }
            for (id, known) in run.record.known.requests where try ledger.outcome(of: id) != known.outcome {
                run.violate("request \(id) is another at the end")
            }
        } catch {
            run.violate("the record cannot be read at the end: \(error)")
        }
    }
}
