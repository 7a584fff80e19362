// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// A prescription of the simulation's own: a text for the record, and what it comes to for the core.
struct Treatment {
    let revision: Int64
    let text: String
    let program: DeliveryProgram
    let schedule: FlexSchedule

    private static let concentration = Concentration(picogramsPerMicroliter: 1_000_000)

    static var mixture: DrugMixture {
        var mixture = DrugMixture()
        mixture[0] = concentration
        return mixture
    }

    init(revision: Int64, fillNumber: Int64, profile: RigProfile, random: inout SeededNumbers) {
        self.revision = revision
        // From a trickle to what keeps the motor busy; a stroke is half a microlitre or so.
        let microlitersPerDay: [Int64] = [500, 2_000, 10_000, 40_000, 150_000]
        let rate = FlowRate(picolitersPerDay: random.pick(microlitersPerDay) * 1_000_000 + random.below(400_000_000))
        let isFlex = random.once(in: 4)
        var program = DeliveryProgram(
            revision: revision, mode: isFlex ? .flex : .simpleContinuous, rate: isFlex ? .zero : rate,
            maximumRate: profile.maximumRate, fillNumber: fillNumber, fill: Volume(picoliters: 40_000_000_000),
            residual: Volume(picoliters: 1_000_000_000), lowReservoir: Volume(picoliters: 2_000_000_000))
        program.safeRate = FlowRate(picolitersPerDay: 300_000_000)
        program.mixture = Self.mixture
        if !random.once(in: 4) {
            program.demand = DemandRules(
                volume: profile.minimumBolus + Volume(picoliters: random.below(4_000_000)),
                duration: .second * (2 + random.below(60)), lockout: .second * (30 + random.below(3_600)),
                lockoutIsFromEnd: random.once(in: 2), perDay: Int(4 + random.below(44)))
        }
        if random.once(in: 3) {
            let hour = (try? rate.volume(in: .hour)) ?? .zero
            let ceiling = hour.picoliters + random.below(20_000_000)
            program.ceilings[.hour, 0] = Mass(picograms: ceiling)
        }
        schedule = isFlex ? Self.schedule(around: rate, &random) : FlexSchedule()
        self.program = program
        text = Self.text(revision, program, &random)
    }

    private static func schedule(around rate: FlowRate, _ random: inout SeededNumbers) -> FlexSchedule {
        var changes: [(minute: Int, rate: FlowRate)] = []
        for hour in stride(from: 0, to: 168, by: 2) {
            let share = Int64.random(in: 1...4, using: &random)
            changes.append((hour * 60, FlowRate(picolitersPerDay: rate.picolitersPerDay / share)))
        }
        guard let schedule = FlexSchedule(changes) else { preconditionFailure("the changes are in order") }
        return schedule
    }

    /// From a line to several pages of the database, with what encodings and quotes break on.
    private static func text(_ revision: Int64, _ program: DeliveryProgram, _ random: inout SeededNumbers) -> String {
        let words = ["basal = \"µL\"", "'", "\u{1F4A7}", "\r\n", "\\", "0.5 mL/day", "\"\"\"", "Überlauf", "\t#"]
        var text = "revision \(revision) of \(random.next()): \(program.rate.picolitersPerDay)\n"
        for _ in 0..<random.scaled(to: 400) { text += random.pick(words) + " " }
        return text
    }
}
