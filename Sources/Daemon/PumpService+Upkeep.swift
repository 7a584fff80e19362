// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import PumpCore
import Quantities
import RealTime
import RigFile
import Therapy
import Varlink

extension PumpService {
    /// Conditions that time and counters bring, and that nobody but this finds.
    static let ofUpkeep: [Condition] = [
        .recordDamaged, .stoppedTooLong, .mixtureExpired, .refillDue, .tubeWorn, .calibrationStale, .batteryReplace,
        .batteryEnd, .deviceLost,
    ]

    /// Looks once a second at what changes by itself.
    func runUpkeep() async {
        while !Task.isCancelled {
            await upkeep()
            try? await Task.sleep(for: .seconds(1))
        }
    }

    private func upkeep() async {
        let snapshot = snapshots.latest()
        guard snapshot.state != .selfTest else { return }
        let time = clock.now()
        followWindows(snapshot)
        noteStep(of: time)
        let standing = conditions(snapshot, time)
        for condition in Self.ofUpkeep {
            let isPresent = standing.contains(condition)
            guard isPresent != snapshot.conditions.isPresent(condition) else { continue }
            _ = try? await perform(.report(condition, isPresent: isPresent))
        }
    }

    func followWindows(_ snapshot: PumpSnapshot) {
        let program = loaded?.program
        mirror.follow(
            snapshot, dead: program?.dead ?? DeadVolume(), demandSpan: program?.ceilings.demandSpan ?? .day)
    }

    /// A step of the wall clock is on record, and moves nothing (BR-R02).
    private func noteStep(of time: LedgerTime) {
        guard let step = wallClock.step(time) else { return }
        worker.note(
            LedgerEvent(
                kind: "wall-clock-stepped", severity: .low, payload: ["byNanoseconds": .integer(step.nanoseconds)],
                requirements: ["BR-R02", "BR-D09"]))
    }

    private func conditions(_ snapshot: PumpSnapshot, _ time: LedgerTime) -> Set<Condition> {
        var found: Set<Condition> = []
        let isFound = recordDamage?.stands(for: revision) ?? false
        if isFound || worker.isDamaged.load(ordering: .acquiring) { found.insert(.recordDamaged) }
        if let recordHold, recordHold.holds(at: snapshot.therapy.pumpTime) { found.insert(.recordDamaged) }
        if !threads.rigIsPresent() { found.insert(.deviceLost) }
        if !snapshot.state.mayMove, committed != nil, let standstill {
            let lasted = standstill.lasted(until: snapshot.therapy.pumpTime, time)
            if lasted.map({ $0 >= rig.limits.stoppedTooLong }) ?? true { found.insert(.stoppedTooLong) }
        }
        if let prescription {
            if let expiry = prescription.reservoir.expiryDate, let today = today(snapshot), today > expiry {
                found.insert(.mixtureExpired)
            }
            if snapshot.account.fillNumber > 0, snapshot.account.remaining <= prescription.reservoir.reserve {
                found.insert(.refillDue)
            }
        }
        let life = serviceLife(snapshot, time)
        if life.isIndicatorDue, service.marks.indicatorSince == nil { noteIndicator(life, snapshot, time) }
        found.formUnion(life.conditions)
        // What was calibrated was another tube, in effect (BR-W14).
        if found.contains(.tubeWorn) { found.insert(.calibrationStale) }
        return found
    }

    // MARK: - Service life

    func serviceLife(_ snapshot: PumpSnapshot, _ time: LedgerTime) -> ServiceLife {
        ServiceLife(serviceUse(snapshot, time), facts: ServiceFacts(rig), marks: service.marks)
    }

    private func serviceUse(_ snapshot: PumpSnapshot, _ time: LedgerTime) -> ServiceUse {
        let byWall = time.wall.nanoseconds - service.batteryWallNanoseconds
        let known = snapshot.therapy.pumpTime - service.marks.battery.pumpTime
        return ServiceUse(
            forward: snapshot.account.forwardSteps, reverse: snapshot.account.reverseSteps,
            strokes: snapshot.lastStroke, pumpTime: snapshot.therapy.pumpTime, rate: snapshot.rate,
            timeOff: byWall < 0 ? nil : max(.zero, Duration(nanoseconds: byWall) - known))
    }

    private func noteIndicator(_ life: ServiceLife, _ snapshot: PumpSnapshot, _ time: LedgerTime) {
        service.marks.note(life, at: serviceUse(snapshot, time))
        keepLater(
            ServiceRecord.name, service,
            LedgerEvent(kind: "battery-indicator", severity: .low, requirements: ["BR-W14"]))
    }

    /// Somebody has put in a new tube or a new battery.
    func replaced(_ parameters: ReplacedParameters) async throws {
        try await exclusively {
            let (snapshot, time) = (snapshots.latest(), clock.now())
            guard !snapshot.state.mayMove else { throw ControlError.notInState(StateWord(snapshot.state)) }
            var next = service
            switch parameters.part {
            case .tube: next.marks.replaceTube(at: serviceUse(snapshot, time))
            case .battery:
                next.marks.replaceBattery(at: serviceUse(snapshot, time))
                next.batteryWallNanoseconds = time.wall.nanoseconds
            }
            try await keep(
                [kept(ServiceRecord.name, next)],
                LedgerEvent(
                    kind: "part-replaced",
                    payload: [
                        "part": .string(parameters.part.rawValue), "operator": .string(parameters.operator),
                    ], requirements: ["BR-W14"]))
            service = next
            changes.tell()
        }
    }

    /// Notes when the pump came to rest; a restart at rest does not begin anew.
    func followStandstill(_ state: PumpState) {
        guard !state.mayMove else {
            guard standstill != nil else { return }
            standstill = nil
            let (worker, at) = (worker, clock.now())
            let gone = KeptValue(name: Standstill.name, value: nil)
            Task { try? await worker.run { try $0.keep([gone], event: LedgerEvent(kind: "standstill-ended"), at: at) } }
            return
        }
        guard standstill == nil else { return }
        let now = Standstill(at: snapshots.latest().therapy.pumpTime, clock.now())
        standstill = now
        keepLater(Standstill.name, now, LedgerEvent(kind: "standstill", payload: [:]))
    }

    /// Keeps a value with the next turn of the ledger thread; a disk that does not take it has its own alarm.
    func keepLater(_ name: String, _ value: some Encodable, _ event: LedgerEvent) {
        guard let value = try? kept(name, value) else { return }
        let worker = worker
        Task { try? await worker.keep([value], event) }
    }
}

extension ServiceFacts {
    /// What a rig's file says of its wear.
    init(_ rig: RigDescription) {
        let profile = rig.profile()
        let service = rig.service
        var battery: Battery?
        if let capacity = service.batteryCapacity, let power = service.quiescentPower,
            let stroke = service.energyPerStroke
        {
            battery = Battery(
                capacity: capacity, quiescentPower: power, energyPerStroke: stroke, replaceAt: service.replaceAt)
        }
        self.init(
            stepsPerRevolution: StepCount(pulses: Int64(profile.curve.count * profile.pulsesPerFullStep)),
            revolution: profile.curve.revolution, stroke: profile.strokeVolume, rollers: rig.rollers,
            tubeCompressions: service.tubeCompressions, battery: battery, batteryCap: service.batteryCap)
    }
}
