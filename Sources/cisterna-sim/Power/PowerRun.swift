// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk
import Ledger
import PumpCore
import Quantities

/// One seed: a machine with a pump whose power goes again and again, and the truth about it, which shares nothing with
/// the record.
final class PowerRun {
    let seed: UInt64
    let plant: PowerPlant?
    let profile: RigProfile
    let machine: PowerMachine
    var random: SeededNumbers
    var record: RecordTruth
    var doses = DoseTruth()
    /// The forward odometer as the motor turned, in the core's count; what was counted as delivered at a restart is in it.
    var odometer: StepCount
    /// What a settling of the uncertain steps that did not return may have made of the odometer.
    var settlementInDoubt: StepCount?
    /// Numbers of boluses that the record had at first.
    let ordersBefore: Int64
    /// The power was off since the record was open last.
    var hasLostPower = true
    /// Requests that somebody may repeat, with what they asked.
    var requests: [PowerRequest] = []
    var lastRevision: Int64 = 0
    var tally = PowerTally()
    var phase = PowerPhase.creation

    /// How often the power goes before the seed is done.
    private static let cuts = 12

    init(seed: UInt64, plant: PowerPlant? = nil) {
        self.seed = seed
        self.plant = plant
        var random = SeededNumbers(seed: seed)
        profile = Self.profile(&random)
        let disk = SimulatedDisk(
            seed: random.next(), sectorBytes: random.once(in: 2) ? 512 : 4_096,
            powersafeOverwrite: !random.once(in: 3))
        machine = PowerMachine(
            disk: disk, takesWallForBoot: plant == .lockoutFromWallClock, random: &random)
        if random.once(in: 4), let earlier = try? EarlierRecord(in: disk.folder, on: disk, &random) {
            record = RecordTruth(
                reserved: EarlierRecord.reserved, bound: 100, request: EarlierRecord.request, entries: earlier.entries)
            odometer = earlier.moved
            ordersBefore = earlier.boluses
        } else {
            record = RecordTruth()
            odometer = .zero
            ordersBefore = 0
        }
        self.random = random
    }

    private static func profile(_ random: inout SeededNumbers) -> RigProfile {
        guard let curve = VolumeCurve(stepVolumes: 200, picoliters: { _ in 50_000 }) else {
            preconditionFailure("a flat curve")
        }
        return RigProfile(
            pulsesPerFullStep: random.pick([1, 4, 8]), curve: curve, strokeFullSteps: random.pick([8, 10, 20]),
            minimumStrokeFullSteps: 3, maximumRate: FlowRate(picolitersPerDay: 300_000_000_000), rest: .hold,
            enableLead: .millisecond * 5, calibrationUncertainty: Ratio(partsPerMillion: 50_000))
    }

    func clocks() -> LedgerTime { machine.clocks() }

    func violate(_ what: String) {
        tally.violations.append(PowerViolation(seed: seed, cut: tally.cuts, phase: phase.rawValue, what: what))
    }

    /// Sessions until the power has gone often enough, or something is wrong; then a last look.
    func finish() -> PowerTally {
        while tally.cuts < Self.cuts, tally.violations.isEmpty {
            planCut()
            planFaults()
            live()
        }
        machine.disk.clearFaults()
        if tally.violations.isEmpty { lookAtEverything() }
        tally.seeds = 1
        tally.commits = record.acknowledgements
        tally.add(machine.disk.counts)
        return tally
    }

    private func planCut() {
        let disk = machine.disk
        switch random.below(4) {
        // Nothing planned: the session decides how it ends.
        case 0: break
        case 1: disk.cut(inWrite: random.scaled(to: 200), bytes: UInt64(random.below(4_200)))
        default: disk.cut(atOperation: random.scaled(to: 400))
        }
    }

    func planFaults() {
        let disk = machine.disk
        disk.clearFaults()
        if plant == .missingFsync {
            disk.add(faulty_disk_lie, on: faulty_disk_sync, faulty_disk_sync_folder, probability: 1)
        }
        if random.once(in: 3) {
            disk.add(
                faulty_disk_slow, on: faulty_disk_sync, probability: random.pick([0.02, 0.2]),
                slowNanoseconds: 100_000_000 + UInt64(random.below(random.pick([1, 10, 60]) * 1_000_000_000)))
        }
        guard random.once(in: 4) else { return }
        let most = random.scaled(to: 30)
        let probability = random.pick([0.01, 0.1, 1])
        switch random.below(5) {
        case 0: disk.add(faulty_disk_io_error, on: faulty_disk_write, probability: probability, most: most)
        case 1: disk.add(faulty_disk_io_error, on: faulty_disk_sync, probability: probability, most: most)
        case 2:
            disk.add(
                faulty_disk_full, on: faulty_disk_write, faulty_disk_name, probability: probability, most: most)
        case 3:
            disk.add(
                faulty_disk_read_only, on: faulty_disk_write, faulty_disk_truncate, faulty_disk_name,
                probability: probability, most: most)
        default:
            disk.add(faulty_disk_short, on: faulty_disk_write, probability: probability, most: most)
            disk.add(
                faulty_disk_io_error, on: faulty_disk_read, faulty_disk_open, probability: probability / 10, most: most)
        }
    }

    /// One life of the daemon, and what ended it.
    private func live() {
        let session = PowerSession(self)
        let end = session.live()
        session.bury()
        let disk = machine.disk
        if disk.isOff {
            tally.cuts += 1
            tally.cutsByPhase[phase.rawValue, default: 0] += 1
            disk.powerCycle()
            hasLostPower = true
            machine.reboot(after: random.below(random.pick([5, 600, 7_200]) * 1_000_000_000), &random)
        } else if end == .killed {
            tally.kills += 1
            machine.pass(random.below(20_000_000_000))
        } else if end == .stopped {
            tally.cleanStops += 1
            if random.once(in: 2) { machine.reboot(after: random.below(60_000_000_000), &random) }
        }
        if random.once(in: 4) { stepWall() }
    }

    /// Back by six hours at most, ahead by eighteen.
    func stepWall() {
        machine.stepWall(by: (random.below(49) - 12) * 1_800_000_000_000, isSynchronised: random.once(in: 2))
    }

    /// With a good disk: everything from the first entry on.
    private func lookAtEverything() {
        machine.disk.powerCycle()
        hasLostPower = true
        phase = .startUp
        let last = PowerSession(self)
        last.lookAtEverything()
        last.bury()
    }
}
