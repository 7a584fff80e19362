// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities

extension PowerSession {
    /// One thing that somebody does, or that time does.
    func act() {
        guard let pump else { return }
        setPhase()
        switch run.random.below(20) {
        case 0..<6: pass(span())
        case 6..<9: ask(newRequest(.demand))
        case 9, 10: ask(newRequest(.single))
        case 11, 12: askAgain()
        case 13: stop()
        case 14: commit()
        case 15: run.stepWall()
        case 16: run.planFaults()
        case 17: keep()
        default: pass(.millisecond * run.random.below(2_000))
        }
        if pump.core.state != .delivering, !isOff, run.random.below(3) > 0 { resume() }
        wake()
    }

    private func setPhase() {
        guard let snapshot = pump?.snapshot() else { return }
        run.phase = snapshot.bolus != nil ? .bolus : snapshot.state == .delivering ? .basal : .rest
    }

    /// A few strokes, or a while where there are none.
    private func span() -> Duration {
        let rate = pump?.snapshot().rate ?? .zero
        let strokes = 1 + run.random.below(6)
        let stroke = run.profile.strokeVolume.picoliters
        guard rate > .zero else { return .second * run.random.below(600) }
        let interval = Int64(Int128(stroke) * 86_400_000_000_000 / Int128(rate.picolitersPerDay))
        return Duration(nanoseconds: min(interval * strokes, 1_800_000_000_000))
    }

    private func newRequest(_ kind: BolusOrder.Kind) -> PowerRequest {
        let id = "\(kind)-\(run.requests.count + 1)"
        let request: PowerRequest
        if kind == .demand, let rules = treatment?.program.demand {
            request = PowerRequest(id: id, kind: kind, volume: rules.volume, duration: rules.duration)
        } else {
            request = PowerRequest(
                id: id, kind: kind,
                volume: run.profile.minimumBolus + Volume(picoliters: run.random.below(20_000_000)),
                duration: .second * (2 + run.random.below(120)))
        }
        run.requests.append(request)
        return request
    }

    /// Somebody who lost the reply, or did not trust it.
    private func askAgain() {
        guard let request = run.requests.suffix(6).randomElement(using: &run.random) else { return }
        run.tally.requestsRepeated += 1
        ask(request)
    }

    /// A bolus as the daemon serves it: intent on disk, order on disk, reservation on disk, and then the core.
    private func ask(_ request: PowerRequest) {
        guard let witness, let pump else { return }
        let known = run.record.known.requests[request.id]
        guard let status = try? witness.begin(request: request.id, method: request.method, digest: request.digest),
            isRight(status, known, of: request), status == .new
        else { return }
        do {
            guard pump.core.state == .delivering, pump.snapshot().bolus == nil || request.kind == .demand else {
                return finish(request.id, "refused")
            }
            if request.kind == .demand, pump.core.program?.demand == nil { return finish(request.id, "no demand") }
            let number = try witness.order(
                request.kind, request.volume, request.duration, request: request.id)
            let order = BolusOrder(
                identifier: number, volume: request.volume, duration: request.duration, kind: request.kind)
            let outcome = try move(for: pump.snapshot().programRate) { start(order, request) }
            if outcome != .accepted {
                try witness.commit(LedgerBatch(at: run.clocks(), refusedBoluses: [number]))
                run.tally.demandsLockedOut += outcome.isLockedOut ? 1 : 0
            }
            finish(request.id, outcome == .accepted ? "bolus \(number)" : "refused")
        } catch {
            finish(request.id, "failed")
        }
    }

    private func isRight(_ status: RequestStatus, _ known: RecordTruth.Request?, of request: PowerRequest) -> Bool {
        switch (known, status) {
        case (nil, .new), (.begun, .pending): return true
        case (.finished(let outcome), .done(let stored)) where outcome == stored: return true
        default:
            run.violate("request \(request.id) is \(status), by the truth \(String(describing: known))")
            return false
        }
    }

    private func start(_ order: BolusOrder, _ request: PowerRequest) -> CommandOutcome {
        guard let pump else { return .noProgram }
        let outcome = pump.apply(.bolus(order))
        guard outcome == .accepted else { return outcome }
        run.tally.bolusesStarted += 1
        let wrong = run.doses.start(
            order, request: request.id, by: pump.core.program?.demand, at: run.machine.time)
        if let wrong { run.violate(wrong) }
        return outcome
    }

    /// A command that may make the pump move: reserved for, then told, and decided when its outcome is on record.
    private func move(
        for rate: FlowRate, _ command: () -> CommandOutcome
    ) throws(LedgerError) -> CommandOutcome {
        guard let keeper, let witness else { return .noProgram }
        wake()
        witness.askedRate = rate
        defer { witness.askedRate = .zero }
        try books?.reserve(for: rate, in: keeper, at: run.clocks)
        let outcome = command()
        wake()
        books?.moveDecided()
        return outcome
    }

    private func resume() {
        guard let pump, pump.core.program != nil else { return }
        for _ in 0..<6 {
            let outcome = try? move(for: pump.snapshot().programRate) { pump.apply(.resume) }
            guard case .conditionStands(let condition)? = outcome, !isOff else { return }
            _ = pump.apply(.acknowledge(condition))
        }
    }

    private func stop() {
        pump?.stop(.operatorCall)
        if run.random.once(in: 2) { wake() }
    }

    /// On disk first, then in the core.
    private func commit() {
        guard let pump, let witness, pump.snapshot().bolus == nil, pump.snapshot().suspended == nil else { return }
        run.phase = .commit
        let account = pump.core.account
        let fill = account.remaining < Volume(picoliters: 8_000_000_000) ? account.fillNumber + 1 : account.fillNumber
        run.lastRevision = max(run.lastRevision, run.record.known.treatment?.revision ?? 0) + 1
        let next = Treatment(
            revision: run.lastRevision, fillNumber: max(1, fill), profile: run.profile, random: &run.random)
        do {
            try witness.prescribe(next)
            guard pump.core.state == .delivering else { return load(next) }
            _ = try move(for: next.program.highestRate(next.schedule)) {
                load(next)
                return .accepted
            }
        } catch {
            return
        }
    }

    /// A document of the daemon's own, with the pump time.
    private func keep() {
        guard let pump, let witness else { return }
        let snapshot = pump.snapshot()
        let value = "\(run.random.next())"
        try? witness.commit(
            LedgerBatch(
                at: run.clocks(), events: [LedgerEvent(kind: "noted", payload: ["value": .string(value)])],
                settlement: Settlement(account: snapshot.account, therapy: snapshot.therapy, dead: snapshot.dead),
                kept: [KeptValue(name: "note", value: value)]))
    }
}

extension CommandOutcome {
    fileprivate var isLockedOut: Bool {
        switch self {
        case .lockedOut, .countReached: true
        default: false
        }
    }
}
