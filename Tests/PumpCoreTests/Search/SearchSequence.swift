// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TestSupport

/// A generated sequence of calls on a pump with one catheter. The ranges are chosen so that a few strokes fill a window.
struct SearchSequence: Sendable {
    let seed: UInt64
    let dead: DeadVolume
    let leaps: Bool
    let reserve: Int64
    var steps: [SearchStep] = []

    /// Nominal masses count at this concentration: 500 ug/mL.
    private static let concentration: Int64 = 500_000
    private static let stroke = ObservedPump.profile.strokeVolume.picoliters

    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        self.seed = seed
        let volume = Int64.random(in: 0...40, using: &random) * Self.stroke
        let uncertainty = min(volume, Int64.random(in: 0...6, using: &random) * Self.stroke)
        dead = DeadVolume(volume: Volume(picoliters: volume), uncertainty: Volume(picoliters: uncertainty))
        leaps = Int.random(in: 0..<4, using: &random) == 0
        reserve = Int64.random(in: 80...600, using: &random)
        var revision: Int64 = 0
        let busy = Int64.random(in: 2...60, using: &random)
        steps.append(Self.commit(&random, dead, revision: &revision, busy))
        steps.append(.resume)
        for _ in 0..<Int.random(in: 8...32, using: &random) {
            steps += Self.call(&random, dead, &revision, busy)
            if Bool.random(using: &random) { steps.append(.run(Self.span(&random))) }
        }
    }

    private static func call(
        _ random: inout SplitMix64, _ dead: DeadVolume, _ revision: inout Int64, _ busy: Int64
    ) -> [SearchStep] {
        switch Int.random(in: 0..<40, using: &random) {
        case 0..<4: return [commit(&random, dead, revision: &revision, busy), .resume]
        case 4..<6: return [commit(&random, dead, revision: &revision, busy)]
        case 6..<10: return [.resume]
        case 10: return [.stop]
        case 11..<15: return [.single(few(4, &random), .second * Int64.random(in: 1...7_200, using: &random))]
        case 15..<24: return [.demand]
        case 24: return [.prime(few(30, &random))]
        case 25, 26: return [.stop, .declarePath(isFree: true), .prime(few(24, &random)), .run(span(&random)), .resume]
        case 27: return [.cancel(ago: Int64.random(in: 1...6, using: &random))]
        case 28: return [.declarePath(isFree: Bool.random(using: &random))]
        case 29: return [.stop, .declarePath(isFree: false), .resume]
        case 30, 31: return [.setClock(Int64.random(in: 0...14 * 86_400, using: &random) * 1_000_000_000)]
        case 32: return [.holdStaircase]
        case 33: return [.beginRefill]
        case 34: return [.endRefill, .acknowledge]
        case 35, 36:
            return [
                .restart(
                    gap: span(&random), isKnown: Bool.random(using: &random), isClean: Bool.random(using: &random)),
                .resume,
            ]
        default: return [.run(span(&random))]
        }
    }

    /// From a second to a quarter of a day, short ones as often as long ones.
    private static func span(_ random: inout SplitMix64) -> Duration {
        let magnitude: Int64 = [10, 100, 1_000, 6_000, 21_600].randomElement(using: &random)!
        return Duration(nanoseconds: Int64.random(in: 1...magnitude * 1_000_000_000, using: &random))
    }

    private static func few(_ strokes: Int64, _ random: inout SplitMix64) -> Volume {
        Volume(picoliters: Int64.random(in: stroke / 4...strokes * stroke, using: &random))
    }

    /// A rate of so many strokes an hour at most.
    private static func rate(_ perHour: Int64, _ random: inout SplitMix64) -> FlowRate {
        FlowRate(picolitersPerDay: Int64.random(in: 0...perHour * 24 * stroke, using: &random))
    }

    private static func mixture(_ random: inout SplitMix64) -> DrugMixture {
        var mixture = DrugMixture()
        for slot in 0..<TipAccount.slots {
            let amount: Int64 = [0, 100_000, 500_000, 500_000, 2_000_000].randomElement(using: &random)!
            mixture[slot] = Concentration(picogramsPerMicroliter: amount)
        }
        return mixture
    }

    private static func ceilings(_ random: inout SplitMix64) -> DoseCeilings {
        var ceilings = DoseCeilings()
        ceilings.demandSpan = .minute * ([1, 7, 45, 60, 61, 240, 1_440] as [Int64]).randomElement(using: &random)!
        for slot in 0..<TipAccount.slots {
            for window in DoseWindow.allCases where Int.random(in: 0..<3, using: &random) > 0 {
                let most: Int64 = window == .day ? 150 : 40
                let strokes = Int64.random(in: 2...most, using: &random)
                ceilings[window, slot] = Mass(picograms: strokes * stroke * concentration / 1_000_000)
            }
        }
        return ceilings
    }

    private static func commit(
        _ random: inout SplitMix64, _ dead: DeadVolume, revision: inout Int64, _ busy: Int64
    ) -> SearchStep {
        // Now and then the revision that is there once more.
        if revision == 0 || Int.random(in: 0..<5, using: &random) > 0 { revision += 1 }
        let modes: [DeliveryProgram.Mode] = [
            .stopped, .minimumRate, .simpleContinuous, .simpleContinuous, .flex, .periodicBolus, .staircase,
        ]
        let mode = modes.randomElement(using: &random)!
        let own = mode == .stopped || mode == .flex || mode == .staircase
        var program = DeliveryProgram(
            revision: revision, mode: mode, rate: own ? .zero : rate(busy, &random), maximumRate: .max,
            fillNumber: Int64.random(in: 1...3, using: &random), fill: Volume(picoliters: 1_000_000_000_000),
            residual: .zero, lowReservoir: .zero)
        program.safeRate = Bool.random(using: &random) ? .zero : rate(busy, &random)
        program.periodic = PeriodicDose(
            rate: rate(busy * 4, &random), duration: .second * Int64.random(in: 1...1_800, using: &random),
            interval: .second * Int64.random(in: 1_800...14_400, using: &random))
        program.demand = DemandRules(
            volume: few(6, &random), duration: .second * Int64.random(in: 1...1_800, using: &random),
            lockout: .second * Int64.random(in: 0...1_800, using: &random),
            lockoutIsFromEnd: Bool.random(using: &random), perDay: Int.random(in: 1...6, using: &random))
        program.staircase = Staircase(
            start: rate(busy, &random), step: rate(busy / 2, &random),
            interval: .second * Int64.random(in: 60...7_200, using: &random),
            ceiling: rate(busy * 2, &random), limit: .second * Int64.random(in: 600...86_400, using: &random))
        program.mixture = mixture(&random)
        program.ceilings = ceilings(&random)
        program.dead = Int.random(in: 0..<6, using: &random) == 0 ? DeadVolume() : dead
        var changes: [(minute: Int, rate: FlowRate)] = []
        var minute = 0
        while mode == .flex, minute < 10_080, changes.count < 100 {
            changes.append((minute, rate(busy, &random)))
            minute += Int.random(in: 1...600, using: &random)
        }
        var bridge: [(length: Volume, rate: FlowRate)] = []
        if Int.random(in: 0..<4, using: &random) == 0 {
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bridge.append((few(12, &random), rate(busy, &random) + FlowRate(picolitersPerDay: 1_000_000)))
            }
        }
        return .commit(program, changes, bridge: bridge)
    }
}
