// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities
import TestSupport
import Testing

@testable import Therapy

/// Goal: a person sees what leaves pump and tip, and is told what nobody knows. Method: figures by hand, and the core's own
/// account of the path as the judge of random ones.
@Suite("Catheter transport")
struct CatheterTransportTests {
    private typealias Duration = Quantities.Duration

    private static let agent = PathDrug(name: "agent", slot: 2)
    private static let start = Volume(picoliters: 10_000_000_000)
    private static let dead = DeadVolume(
        volume: Volume(picoliters: 395_000_000), uncertainty: Volume(picoliters: 30_000_000))
    /// The bridge from 500 to 2000 ug/mL at 100 ug/day.
    private static let bridge = [
        RateSegment(rate: FlowRate(picolitersPerDay: 200_000_000), for: .second * 170_640),
        RateSegment(rate: FlowRate(picolitersPerDay: 50_000_000), for: .hour * 100),
    ]

    private static func mixture(_ picogramsPerMicroliter: Int64) -> DrugMixture {
        var mixture = DrugMixture()
        mixture[agent.slot] = Concentration(picogramsPerMicroliter: picogramsPerMicroliter)
        return mixture
    }

    /// 500 ug/mL all the way, 2000 ug/mL in the reservoir.
    private static func changed() -> PathContents {
        var path = PathContents()
        path.declareFree(ofDrugAt: .zero, then: mixture(500_000))
        path.enter(mixture(2_000_000), at: start)
        path.forget(before: start, through: dead)
        return path
    }

    private static func transport(
        _ path: PathContents = changed(), dead: DeadVolume = dead, ahead: [RateSegment] = bridge
    ) -> CatheterTransport {
        CatheterTransport(path: path, dead: dead, position: start, ahead: ahead, drugs: [agent])
    }

    private func micrograms(_ count: Int64) -> DoseRate { DoseRate(picogramsPerDay: count * 1_000_000) }

    @Test("BR-D07, BR-D08: the worked bridge holds 100 ug/day at the tip, and the front comes after 47.4 h")
    func bridge() throws {
        let transport = Self.transport()
        let front = try #require(transport.fronts?.first)
        #expect(transport.fronts?.count == 1)
        #expect(front.contents == [.init(drug: "agent", concentration: try Concentration(parsing: "2 mg/mL"))])
        // (0.395 - 0.03) mL at 0.2 mL/day; 0.395 mL; 0.03 mL more at 0.05 mL/day.
        #expect(front.earliest == .after(.second * 157_680))
        #expect(front.nominal == .after(.second * 170_640))
        #expect(front.latest == .after(.second * (170_640 + 51_840)))
        for sample in transport.samples {
            let drug = sample.drugs[0]
            let tip = try #require(drug.plugFlow)
            #expect(tip.nominal == micrograms(100), "\(sample.after)")
            #expect(drug.outlet == micrograms(sample.after < .second * 170_640 ? 400 : 100))
            #expect(tip.highest == micrograms((157_680..<170_640).contains(seconds(sample)) ? 400 : 100))
            #expect(tip.lowest == micrograms((170_640..<222_480).contains(seconds(sample)) ? 25 : 100))
        }
    }

    private func seconds(_ sample: TransportSample) -> Int64 { sample.after.nanoseconds / 1_000_000_000 }

    @Test("Samples are an hour apart at most, and fall on each change")
    func times() {
        let times = Self.transport().samples.map(\.after)
        #expect(times.first == .zero && times.last == .hour * 72)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 && $1 - $0 <= .hour })
        for change in [157_680, 170_640, 222_480] as [Int64] { #expect(times.contains(.second * change)) }
        #expect(Set(times).isSuperset(of: (0...72).map { .hour * Int64($0) }))
        // Where no rate is known nothing is foretold.
        let short = Self.transport(ahead: [RateSegment(rate: FlowRate(picolitersPerDay: 1), for: .minute * 90)])
        #expect(short.samples.map(\.after) == [.zero, .hour, .minute * 90])
        #expect(short.fronts?.first?.nominal == .notForeseen)
    }

    @Test("A stirred path approaches the new concentration by its exponential")
    func wellMixed() throws {
        let samples = Self.transport().samples
        let first = try #require(samples[0].drugs[0].wellMixed)
        #expect(first.nominal == micrograms(100))
        // One dead volume later: 2000 - 1500 / e ug/mL at 0.05 mL/day.
        let later = try #require(samples.first { $0.after == .second * 170_640 }?.drugs[0].wellMixed)
        let expected = (2_000_000 - 1_500_000 * exp(-1.0)) * 50
        #expect(abs(Double(later.nominal.picogramsPerDay) - expected) <= 1)
        let least = (2_000_000 - 1_500_000 * exp(-395.0 / 425)) * 50
        let most = (2_000_000 - 1_500_000 * exp(-395.0 / 365)) * 50
        #expect(abs(Double(later.lowest.picogramsPerDay) - least) <= 1)
        #expect(abs(Double(later.highest.picogramsPerDay) - most) <= 1)
        // A way without volume: what enters is at the tip.
        let none = Self.transport(dead: DeadVolume(volume: .zero, uncertainty: .zero))
        #expect(none.now.drugs[0].wellMixed?.nominal == micrograms(400))
        #expect(none.now.drugs[0].plugFlow?.nominal == micrograms(400))
    }

    @Test("BR-D08: what is not known is said to be unknown")
    func unknown() throws {
        let unstated = Self.transport(dead: DeadVolume())
        #expect(unstated.fronts == nil)
        #expect(unstated.now.drugs[0].plugFlow == nil && unstated.now.drugs[0].wellMixed == nil)
        #expect(unstated.now.drugs[0].outlet == micrograms(400))

        let nobody = Self.transport(PathContents())
        #expect(nobody.now.drugs[0] == DrugTransport(drug: "agent", outlet: nil, plugFlow: nil, wellMixed: nil))
        #expect(nobody.fronts == [])

        // Unknown, then known: of what is unknown the highest of all counts, and nothing as the lowest.
        var half = PathContents()
        half.declareUnknown(at: Self.start, then: Self.mixture(500_000))
        let tip = try #require(Self.transport(half).now.drugs[0].plugFlow)
        #expect(tip.lowest == .zero && tip.highest == micrograms(100))
        #expect(Self.transport(half).now.drugs[0].wellMixed == nil)
    }

    @Test("At rest there is one sample, of nothing, and no front is foreseen")
    func atRest() {
        let rest = Self.transport(ahead: [])
        #expect(rest.samples.count == 1)
        #expect(rest.now.rate == .zero && rest.now.position == Self.start)
        #expect(rest.now.drugs[0].plugFlow == TipDose(nominal: .zero, lowest: .zero, highest: .zero))
        #expect(rest.fronts?.map(\.latest) == [.notForeseen])
        let stopped = Self.transport(ahead: [RateSegment(rate: .zero, for: .day * 10)])
        #expect(stopped.samples.count == 73)
        #expect(stopped.fronts?.map(\.earliest) == [.notForeseen])
    }

    @Test("After a crash a plug may be as far behind as the volume that nobody saw")
    func widened() throws {
        var path = Self.changed()
        path.widen(by: Volume(picoliters: 10_000_000))
        let front = try #require(Self.transport(path).fronts?.first)
        #expect(front.nominal == .after(.second * 170_640))
        // 0.04 mL more at 0.05 mL/day.
        #expect(front.latest == .after(.second * (170_640 + 69_120)))
    }

    @Test("Plug flow agrees with the core's account, picolitre by picolitre", arguments: 0..<4)
    func agreesWithCore(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<60 {
            var path = PathContents()
            path.declareFree(ofDrugAt: .zero, then: Self.mixture(Int64.random(in: 0...9, using: &random)))
            var position: Int64 = 0
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                position += Int64.random(in: 1...40, using: &random)
                path.enter(
                    Self.mixture(Int64.random(in: 0...9, using: &random)), at: Volume(picoliters: position))
                if Bool.random(using: &random) {
                    path.widen(by: Volume(picoliters: Int64.random(in: 0...10, using: &random)))
                }
            }
            let volume = Volume(picoliters: Int64.random(in: 0...60, using: &random))
            let dead = DeadVolume(
                volume: volume, uncertainty: Volume(picoliters: Int64.random(in: 0...12, using: &random)))
            let tip = TipContents(path: path, dead: dead)
            // At 1 uL/day a dose rate in pg/day is the concentration in pg/uL.
            let rate = FlowRate(picolitersPerDay: 1_000_000)
            for here in position...(position + 80) {
                let (at, next) = (Volume(picoliters: here), Volume(picoliters: here + 1))
                let dose = try #require(tip.plugFlow(ofSlot: 2, at: at, rate: rate))
                #expect(
                    Int128(dose.nominal.picogramsPerDay)
                        == path.plugFlowMass(ofSlot: 2, from: at, to: next, through: dead))
                #expect(
                    Int128(dose.highest.picogramsPerDay) == path.mostMass(ofSlot: 2, from: at, to: next, through: dead))
                #expect(dose.lowest <= dose.nominal)
            }
        }
    }

    @Test("Figures at the edge of what can be held stop nothing")
    func extremes() {
        let dead = DeadVolume(volume: Volume(picoliters: .max / 4), uncertainty: Volume(picoliters: .max / 4))
        var path = PathContents()
        path.declareFree(ofDrugAt: .zero, then: Self.mixture(.max))
        let ahead = [
            RateSegment(rate: .max, for: .max), RateSegment(rate: .max, for: .max),
            RateSegment(rate: FlowRate(picolitersPerDay: -5), for: Duration(nanoseconds: -5)),
        ]
        let transport = CatheterTransport(path: path, dead: dead, position: .max, ahead: ahead, drugs: [Self.agent])
        #expect(transport.samples.count == 73)
        #expect(transport.now.drugs[0].outlet == DoseRate.max)
    }
}
