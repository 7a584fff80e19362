// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities
import TestSupport
import Testing

@testable import Ledger

/// Goal: after a restart no dose window holds less than it did before, whatever was delivered, settled and lost. Method:
/// random strokes, mixtures, declarations and settlements, with crashes and clean restarts, against windows that were
/// counted live; seeded.
@Suite("Dose windows from the record")
struct RecordedWindowsTests {
    /// A pump that counts its windows as the core does, and its record.
    private final class Pump {
        let folder = TemporaryFolder(inMemory: true)
        var path: String
        var ledger: Ledger
        var random: SplitMix64
        /// Of the machine; pump time goes on with it.
        var second: Int64 = 0
        var forward: Int64 = 0
        var reserved: Int64 = 0
        var unproven: Volume = .zero
        var therapy = TherapyState()
        var windows = DoseWindows(at: .zero)
        var mixture = DrugMixture()
        var dead = DeadVolume()
        let demandSpan: Duration
        var boot = 0
        var restarts = 0
        /// Every stroke: when by the machine's time that nobody can hide, and what it was counted as by slot.
        var strokes: [(second: Int64, masses: [Int128])] = []

        init(seed: UInt64) throws {
            random = SplitMix64(seed: seed)
            path = folder.ledger
            ledger = try Ledger(folder: path, now: .second(0))
            demandSpan = [.minute * 10, .hour, .hour * 4, .day].randomElement(using: &random) ?? .day
            windows.setDemandSpan(demandSpan)
            try settle()
        }

        var now: LedgerTime { .second(second, boot: "boot-\(boot)") }
        func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
        func volume(_ steps: Int64) -> Volume { Volume(picoliters: steps * 10) }

        func pass(_ seconds: Int64) {
            second += seconds
            therapy.pumpTime = therapy.pumpTime + Duration.second * seconds
            windows.roll(to: therapy.pumpTime)
        }

        func stroke() throws {
            let steps = number(1...300)
            if forward + steps > reserved { try settle() }
            let (start, end) = (volume(forward), volume(forward + steps))
            windows.count(from: start, to: end, of: therapy.path, through: dead)
            let masses = (0..<2).map { therapy.path.mostMass(ofSlot: $0, from: start, to: end, through: dead) }
            strokes.append((second, masses))
            forward += steps
            therapy.path.forget(before: volume(forward), through: dead)
        }

        /// Another mixture in the reservoir; which one is on record before the core hears of it.
        func enter() {
            for slot in 0..<2 { mixture[slot] = Concentration(picogramsPerMicroliter: number(0...5) * 400) }
            therapy.path.enter(mixture, at: volume(forward))
        }

        func declare() throws {
            try settle()
            if Bool.random(using: &random) {
                therapy.path.declareFree(ofDrugAt: volume(forward), then: mixture)
            } else {
                therapy.path.declareUnknown(at: volume(forward), then: mixture)
            }
            try settle()
        }

        func changeCatheter() throws {
            try settle()
            let known = DeadVolume(volume: volume(number(0...3_000)), uncertainty: volume(number(0...300)))
            dead = number(0...4) == 0 ? DeadVolume() : known
            try settle()
        }

        func settle(isClean: Bool = false) throws {
            reserved = isClean ? forward : max(reserved, forward + number(300...1_000))
            let account = Account(
                forwardSteps: StepCount(pulses: forward), forwardVolume: volume(forward), unproven: unproven)
            let settlement = Settlement(account: account, isClean: isClean, therapy: therapy, dead: dead)
            try ledger.commit(
                LedgerBatch(
                    at: now, settlement: settlement, reservation: isClean ? nil : StepCount(pulses: reserved)))
        }

        func restart() throws {
            restarts += 1
            let wasClean = number(0...3) == 0
            if wasClean { try settle(isClean: true) }
            try copy()
            // How long it was off; in another boot nobody knows.
            let isAnotherBoot = number(0...2) == 0
            let off = number(0...3_000)
            if isAnotherBoot {
                boot += 1
                second += off
            } else {
                pass(off)
            }
            try open(isAnotherBoot: isAnotherBoot)
            // A second crash at once must change nothing.
            if number(0...3) == 0 {
                try copy()
                try open(isAnotherBoot: false)
            }
        }

        private func copy() throws {
            let next = folder.path + "/crashed-\(restarts)-\(number(0...1_000_000))"
            try FileManager.default.createDirectory(atPath: next, withIntermediateDirectories: false)
            for file in ["/ledger.sqlite", "/ledger.sqlite-wal"] {
                try FileManager.default.copyItem(atPath: path + file, toPath: next + file)
            }
            path = next
        }

        private func open(isAnotherBoot: Bool) throws {
            ledger = try Ledger(folder: path, now: now)
            let state = try ledger.state()
            let uncertain = volume(state.uncertain.pulses)
            let restored = TherapyRestoration(
                state: state, minutes: try ledger.deliveredMinutes(), now: now, trustWallClock: false, dead: dead,
                demandSpan: demandSpan, uncertain: uncertain, mixture: mixture)
            if !isAnotherBoot { try compareLive(restored) }
            try compare(restored)
            let wasUncertain = try ledger.settleUncertain(
                steps: state.uncertain, volume: uncertain, at: now, pumpTime: restored.therapy.pumpTime,
                therapy: TherapyRecord(restored.therapy, dead: dead))
            forward = try ledger.state().account.forwardSteps.pulses
            unproven = try ledger.state().account.unproven
            reserved = forward
            therapy = restored.therapy
            windows = restored.windows
            if !wasUncertain { try settle() }
        }

        /// Pump time went on all the while: bucket by bucket.
        private func compareLive(_ restored: TherapyRestoration) throws {
            #expect(restored.therapy.pumpTime == therapy.pumpTime)
            for window in DoseWindow.allCases {
                for slot in 0..<2 {
                    let live = windows.sum(window, ofSlot: slot)
                    try #require(restored.windows.sum(window, ofSlot: slot) >= live)
                }
            }
        }

        /// At the restart and at times after it, against the strokes themselves.
        private func compare(_ restored: TherapyRestoration) throws {
            var rebuilt = restored.windows
            let spans: [(DoseWindow, Duration)] = [(.hour, .hour), (.day, .day), (.demand, demandSpan)]
            var after: Int64 = 0
            for _ in 0..<3 {
                rebuilt.roll(to: restored.therapy.pumpTime + Duration.second * after)
                for (window, span) in spans {
                    let from = second + after - span.nanoseconds / 1_000_000_000
                    for slot in 0..<2 {
                        let within = strokes.reversed().prefix { $0.second > from }
                        let mass = within.reduce(Int128(0)) { $0 + $1.masses[slot] }
                        try #require(rebuilt.sum(window, ofSlot: slot) >= mass)
                    }
                }
                after += number(0...4) == 0 ? number(0...40_000) : number(0...2_000)
            }
        }
    }

    @Test("BR-D05: windows rebuilt from the record are never below those that were counted live", arguments: 1...8)
    func never(seed: UInt64) throws {
        let pump = try Pump(seed: seed)
        for _ in 0..<300 {
            switch pump.number(0...99) {
            case 0..<40: try pump.stroke()
            case 40..<70: pump.pass([0, 1, 20, 90, 400, 5_000][Int(pump.number(0...5))])
            case 70..<90: try pump.settle()
            // What has changed in the path goes on record before the next change does.
            case 90..<93:
                try pump.settle()
                pump.enter()
            case 93: try pump.declare()
            case 94: try pump.changeCatheter()
            case 95, 96: try pump.declare()
            default: try pump.restart()
            }
        }
        #expect(pump.restarts > 2 && pump.strokes.contains { $0.masses[0] > 0 })
    }

    @Test(
        "With every stroke settled they are the same, but for the strokes in which a plug was seen to have left the tip"
    )
    func exact() throws {
        let pump = try Pump(seed: 99)
        pump.dead = DeadVolume(volume: Volume(picoliters: 5_000), uncertainty: .zero)
        pump.therapy.path.declareFree(ofDrugAt: .zero, then: pump.mixture)
        try pump.settle()
        for index in 0..<400 {
            if index % 90 == 0 {
                pump.enter()
                try pump.settle()
            }
            try pump.stroke()
            try pump.settle()
            pump.pass(pump.number(0...100))
        }
        #expect(pump.therapy.path.count < 4)
        try pump.settle(isClean: true)
        let restored = TherapyRestoration(
            state: try pump.ledger.state(), minutes: try pump.ledger.deliveredMinutes(), now: pump.now,
            trustWallClock: false, dead: DeadVolume(), demandSpan: pump.demandSpan, uncertain: .zero)
        #expect(restored.therapy.pumpTime == pump.therapy.pumpTime)
        for window in DoseWindow.allCases {
            for slot in 0..<2 {
                let live = pump.windows.sum(window, ofSlot: slot)
                let more = restored.windows.sum(window, ofSlot: slot) - live
                // A stroke of 3,000 pL at 2,000 pg/uL each time.
                #expect(more >= 0 && more <= 4 * 3_000 * 2_000)
                #expect(live > 0)
            }
        }
    }
}
