// SPDX-License-Identifier: Apache-2.0
import CLinux
import ControlInterface
import Foundation
import Varlink

/// What must hold of what a daemon says after a kill.
extension KillBench {
    func checkAnswers(_ status: StatusMessage, after deed: KillDeed) async throws {
        try await checkRest(status)
        checkRefill(status, after: deed)
        if let asked = deed.asked.last(where: { !$0.wasAnswered }) {
            if asked.method == .bolus || asked.method == .requestBolus { figures.checked.bolusesInterrupted += 1 }
        }
        for asked in deed.asked { try await repeatRequest(asked) }
        try await checkStillResting()
        try await checkDocument()
        try await checkEvents(after: deed)
        try await checkChain()
    }

    /// Stopped, with what the record says counted: from here on odometer and rig count alike again.
    private func checkRest(_ status: StatusMessage) async throws {
        let isResting = status.state == .stopped || status.state == .refilling || status.state == .failed
        if !isResting { violate(.rest, "the pump is \(status.state.rawValue) after a start") }
        if status.state == .failed { figures.failedStarts += 1 }
        if status.bolus != nil || status.suspendedBolus != nil { violate(.rest, "a bolus runs after a start") }
        if status.odometerForwardPulses != state.reserved || status.grantPulses != state.reserved {
            violate(
                .delivered,
                "after the start the odometer says \(status.odometerForwardPulses), the grant \(status.grantPulses); "
                    + "reserved were \(state.reserved)")
        }
        (state.odometerBase, state.pulsesBase) = (status.odometerForwardPulses, pulses)
        state.highestRate = 0
        let pumped = try await pumped()
        let total = status.deliveredOnRecord
        if pumped < total.lowerPicoliters || pumped > total.upperPicoliters {
            violate(
                .volume,
                "the head pushed \(pumped) pL; on record are \(total.lowerPicoliters) to \(total.upperPicoliters) pL")
        }
    }

    /// What was repeated has moved nothing, and set nothing going.
    private func checkStillResting() async throws {
        let status = try await status()
        if pulses != state.pulsesBase { violate(.rest, "repeated requests made pulses") }
        if status.bolus != nil || status.state == .delivering || status.state == .priming {
            violate(.rest, "after repeated requests the pump is \(status.state.rawValue)")
        }
    }

    /// A refill goes on where it was, within the step that was cut short.
    private func checkRefill(_ status: StatusMessage, after deed: KillDeed) {
        guard let steps = deed.refillSteps else {
            if status.refill != nil { violate(.refill, "a refill is under way that nobody began") }
            return
        }
        let isCommitted = state.prescription == deed.next
        let done: Int
        switch status.refill?.step {
        case nil: done = isCommitted ? 4 : 0
        case .begun: done = 1
        case .aspirated: done = 2
        case .filled: done = 3
        }
        if !steps.contains(done) {
            violate(
                .refill,
                "\(done) of a refill's four steps are done, \(steps.lowerBound) to \(steps.upperBound) were")
        }
        if (status.state == .refilling) != (status.refill != nil), status.state != .failed {
            violate(
                .refill, "the pump is \(status.state.rawValue) with a refill \(status.refill == nil ? "done" : "open")")
        }
    }

    /// The same request again: the first outcome, if there was one; whatever it is, nothing is done twice.
    private func repeatRequest(_ asked: KillDeed.Asked) async throws {
        let outcome = try await client.call(
            ControlMethod.outcome.qualifiedName, ["requestId": .string(asked.requestId)])
        if !asked.wasAnswered, outcome["state"] == "unknown" {
            // The pump has never heard of it. Asked for again, a resume would do what it says.
            if asked.method == .resume { return }
        } else if outcome["state"] != "done" {
            violate(.bolusOnce, "\(asked.method.rawValue) \(asked.requestId) is \(outcome) after the start")
        }
        figures.checked.requestsRepeated += 1
        let again: KillDeed.Asked.Answer
        do {
            again = .reply(try await client.call(asked.method.qualifiedName, asked.parameters))
        } catch let error as CallError {
            again = .error(error)
        }
        switch (asked.answer, again) {
        case (.none, .reply): break
        case (.none, .error): figures.checked.bolusesRefusedAgain += asked.method == .bolus ? 1 : 0
        case (.reply(let first), .reply(let second)) where first == second: break
        case (.error(let first), .error(let second)) where first == second: break
        default:
            violate(
                .bolusOnce,
                "\(asked.method.rawValue) \(asked.requestId) was first \(asked.answer), and after the start \(again)")
        }
    }

    private func checkDocument() async throws {
        let reply = try await client.call(ControlMethod.interrogate.qualifiedName)
        // A repeated commit that was not yet on record may be done now.
        if reply["document"]?.text != state.prescription.document
            || reply["revision"]?.number != state.prescription.revision
        {
            violate(
                .prescription,
                "interrogated, the pump has revision \(reply["revision"]?.number ?? -1) and not the text on record of "
                    + "revision \(state.prescription.revision)")
        }
    }

    /// Every event that was told before the kill is there after it, the same, and without a gap; each bolus was asked for.
    private func checkEvents(after deed: KillDeed) async throws {
        let told = await toldBefore.end().filter { $0.sequence > state.lastEvent }
        var found: [Int64: EventMessage] = [:]
        var last = state.lastEvent
        for event in try await events(after: state.lastEvent) {
            if event.sequence != last + 1 { violate(.events, "event \(event.sequence) follows event \(last)") }
            last = event.sequence
            found[event.sequence] = event
        }
        let lost = told.filter { found[$0.sequence] != $0 }
        if let first = lost.first {
            let now = found[first.sequence].map { "another (\($0.kind))" } ?? "not there"
            violate(
                .events,
                "\(lost.count) events were told before the kill and are not the same after it; the first, "
                    + "\(first.sequence) (\(first.kind)), is \(now)")
        }
        figures.checked.eventsKept += told.count
        state.lastEvent = last
        checkBoluses(found.values.sorted { $0.sequence < $1.sequence }, after: deed)
    }

    /// The events on record after a number, up to now.
    func events(after sequence: Int64) async throws -> [EventMessage] {
        let reader = try await Client.connect(path: "\(folder)/control.sock")
        var events: [EventMessage] = []
        for try await reply in reader.stream(ControlMethod.events.qualifiedName, ["after": .integer(sequence)]) {
            guard let event = reply["event"], event != .null else { continue }
            events.append(try event.decode(EventMessage.self))
        }
        return events
    }

    private func checkBoluses(_ events: [EventMessage], after deed: KillDeed) {
        var started: Set<Int64> = []
        var ordered: [Int64: String] = [:]
        for event in events {
            guard let number = event.payload["bolus"]?.number else { continue }
            if event.kind == "bolus-ordered" {
                let request = event.payload["requestId"]?.text ?? ""
                if ordered.values.contains(request) || !state.bolusRequests.contains(request) {
                    violate(.bolusOnce, "bolus \(number) was ordered under \(request), which is used up or nobody's")
                }
                ordered[number] = request
            } else if event.kind == "bolus-started" {
                if !started.insert(number).inserted || ordered[number] == nil {
                    violate(.bolusOnce, "bolus \(number) was started twice, or without an order")
                }
            }
        }
        guard phase == .demand, let asked = deed.asked.last, asked.method == .requestBolus else { return }
        // A dose whose start is on record, or that was answered for, locks out the next.
        let isOn = ordered.contains { $0.value == asked.requestId && started.contains($0.key) }
        guard isOn || asked.succeeded, let askedAt = deed.demandAskedAt else { return }
        state.lockoutSince = lockoutFromEnd ? min(askedAt + Int64(Self.bolusTime), deed.diedAt) : askedAt
    }

    /// The hash chain over all events, where the daemon offers to prove it.
    private func checkChain() async throws {
        do {
            let reply = try await client.call("io.cisterna.History.Verify", [:])
            figures.checked.chains += 1
            if reply["whole"] == false { violate(.chain, "\(reply)") }
        } catch let error as CallError where error.name == "org.varlink.service.MethodNotFound" {
            return
        }
    }

    /// A demand bolus is refused for as long as the last one locks it out: not a second less than the rig clock can have run.
    func checkLockout() async throws {
        guard let since = state.lockoutSince else { return }
        let id = newRequest()
        state.bolusRequests.insert(id)
        let askedAt = cisterna_monotonic_ns()
        let refused: CallError?
        do {
            try await ask(.requestBolus, ["requestId": .string(id)])
            refused = nil
        } catch let error as CallError {
            refused = error
        }
        // The pump's time goes no faster than the rig clock, and slower while no daemon runs.
        let elapsed = (cisterna_monotonic_ns() - since) * BenchFiles.speedUp / 1_000_000_000
        let least = BenchFiles.lockoutSeconds - elapsed - 2
        figures.checked.lockouts += 1
        guard let refused else {
            if least > 0 { violate(.lockout, "a demand bolus was granted \(least) s before its lockout ends") }
            state.lockoutSince = askedAt
            state.movement?.bolusMicroliters += BenchFiles.demandMicroliters
            state.highestRate += 36
            return
        }
        guard let remaining = refused.parameters["remainingSeconds"]?.number, refused.name.hasSuffix(".LockedOut")
        else {
            return violate(.lockout, "a demand bolus was refused, and not for its lockout: \(refused)")
        }
        if remaining < least {
            violate(.lockout, "\(remaining) s of the lockout are left, at least \(least) s must be")
        }
    }
}
