// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities
import TestSupport
import Testing

/// Goal: doses of each drug at the tip, and what the windows let through, are as the article says. Method: the same by
/// definition, microlitre by microlitre and minute by minute, from the article's words and not from the core's code.
@Suite("Doses and windows against their definition")
struct WindowOracleTests {
    private static let microliter: Int64 = 1_000_000
    private static let runs = ProcessInfo.processInfo.environment["CISTERNA_CAMPAIGN"] == "1" ? 2_000 : 20

    /// Everything in whole microlitres.
    private struct Path {
        var begins: [Int64] = [0]
        var drugs: [[Int64]]
        let dead: Int64
        let uncertainty: Int64

        /// What the cell that enters at `position` holds of a drug.
        private func entered(_ position: Int64, _ drug: Int) -> Int64 {
            let index = begins.lastIndex { $0 <= position } ?? 0
            return drugs[index][drug]
        }

        /// The most that may leave the tip while the cell `position` is pumped.
        func most(_ position: Int64, _ drug: Int) -> Int64 {
            var highest: Int64 = 0
            for off in -uncertainty...uncertainty { highest = max(highest, entered(position - dead - off, drug)) }
            return highest
        }
    }

    @Test("BR-D05: each drug's mass and every window's sum are those of the definition", arguments: 0..<runs)
    func masses(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let dead = Int64.random(in: 5...40, using: &random)
        let uncertainty = Int64.random(in: 0...4, using: &random)
        func drugs(_ random: inout SplitMix64) -> [Int64] {
            (0..<2).map { _ in .random(in: 0...2_000, using: &random) }
        }
        var expected = Path(drugs: [drugs(&random)], dead: dead, uncertainty: uncertainty)
        func mixture(_ drugs: [Int64]) -> DrugMixture {
            var mixture = DrugMixture()
            for (slot, amount) in drugs.enumerated() { mixture[slot] = Concentration(picogramsPerMicroliter: amount) }
            return mixture
        }
        var path = PathContents([
            PathContents.Plug(earliest: .zero, latest: .zero, mixture: mixture(expected.drugs[0]), isUnknown: false)
        ])!
        let stated = DeadVolume(
            volume: Volume(picoliters: dead * Self.microliter),
            uncertainty: Volume(picoliters: uncertainty * Self.microliter))
        var windows = DoseWindows(at: .zero)
        var delivered: [(minute: Int64, from: Int64, to: Int64)] = []
        var position: Int64 = 0
        var seconds: Int64 = 0
        for _ in 0..<200 {
            seconds += .random(in: 0...2_400, using: &random)
            windows.roll(to: Instant(nanoseconds: seconds * 1_000_000_000))
            if expected.begins.count < 6, Int.random(in: 0..<20, using: &random) == 0, position > expected.begins.last!
            {
                let next = drugs(&random)
                expected.begins.append(position)
                expected.drugs.append(next)
                path.enter(mixture(next), at: Volume(picoliters: position * Self.microliter))
            }
            let end = position + .random(in: 0...3, using: &random)
            windows.count(
                from: Volume(picoliters: position * Self.microliter), to: Volume(picoliters: end * Self.microliter),
                of: path, through: stated)
            delivered.append((seconds / 60, position, end))
            position = end
            for drug in 0..<2 {
                func held(_ bucket: Int64, _ touched: Int64) -> Int128 {
                    let first = seconds / 60 / bucket - touched + 1
                    var sum: Int128 = 0
                    for piece in delivered where piece.minute / bucket >= first {
                        for cell in piece.from..<piece.to {
                            sum += Int128(expected.most(cell, drug)) * Int128(Self.microliter)
                        }
                    }
                    return sum
                }
                #expect(windows.sum(.hour, ofSlot: drug) == held(1, 61))
                #expect(windows.sum(.day, ofSlot: drug) == held(5, 289))
            }
        }
    }

    /// A bolus on a constant background, one concentration all the way: what any window would hold, minute by minute.
    private static func peak(
        rate: Int64, concentration: Int64, history: [(minute: Int64, picoliters: Int64)], at second: Int64,
        bolus: Int64,
        over bolusSeconds: Int64, bucket: Int64, touched: Int64
    ) -> Int128 {
        let now = second / 60
        var planned: [Int64: Int128] = [:]
        for piece in history { planned[piece.minute / bucket, default: 0] += Int128(piece.picoliters) * 86_400 }
        // In picolitres times seconds a day, second by second of the bolus, then to the end of the last window over it.
        for ahead in 0..<(bolusSeconds + touched * bucket * 60) {
            var flow = Int128(rate)
            if ahead < bolusSeconds { flow += Int128(bolus) * 86_400 / Int128(bolusSeconds) }
            planned[(second + ahead) / 60 / bucket, default: 0] += flow
        }
        var peak: Int128 = 0
        for end in (now / bucket)...((second + bolusSeconds) / 60 / bucket + touched) {
            var sum: Int128 = 0
            for index in (end - touched + 1)...end { sum += planned[index] ?? 0 }
            peak = max(peak, sum)
        }
        return peak * Int128(concentration) / 86_400
    }

    @Test(
        "BR-D03 BR-D05: a bolus is granted or refused by the hour's window as its definition says", arguments: 0..<runs)
    func grants(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed) + 77)
        let rate = Int64.random(in: 100...1_000, using: &random) * Self.microliter
        let ceiling = Int64.random(in: 20...120, using: &random)
        var program = DeliveryProgram.therapy(.simpleContinuous, "\(rate / Self.microliter) uL/day")
            .ceiling(.hour, micrograms: ceiling)
        program.mixture = .drug(500_000)
        var pump = BenchPump(program, restoring: .path(of: 500_000))
        var decided = 0
        for identifier in 1...12 {
            pump.run(.second * .random(in: 30...2_000, using: &random))
            guard pump.core.snapshot().bolus == nil else { continue }
            let bolus = Int64.random(in: 2...80, using: &random) * Self.microliter
            let minutes = Int64.random(in: 1...20, using: &random)
            let history = pump.events.compactMap { record -> (minute: Int64, picoliters: Int64)? in
                guard case .strokeEnded(let account) = record.event else { return nil }
                return (record.at.nanoseconds / 60_000_000_000, account.delivered.picoliters)
            }
            let expected = Self.peak(
                rate: rate, concentration: 500_000, history: history,
                at: pump.core.now.nanoseconds / 1_000_000_000, bolus: bolus, over: minutes * 60, bucket: 1, touched: 61)
            let outcome = pump.single("\(bolus / Self.microliter) uL", .minute * minutes, identifier: Int64(identifier))
            // Within a few strokes of the ceiling either answer is right.
            let margin = Int128(4 * 600_000) * 500_000
            let limit = Int128(ceiling) * 1_000_000_000_000
            if expected + margin < limit {
                #expect(outcome == .accepted, "seed \(seed), bolus \(identifier)")
                decided += 1
            } else if expected - margin > limit {
                #expect(outcome == .windowExceeded(.hour, slot: 0), "seed \(seed), bolus \(identifier)")
                decided += 1
            }
        }
        #expect(decided > 0)
    }
}
