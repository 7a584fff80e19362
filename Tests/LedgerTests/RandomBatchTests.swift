// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities
import TestSupport
import Testing

@testable import Ledger

/// Goal: whatever comes in whatever order, the ledger holds what it should and refuses what it should, across reopening
/// and crashes at any point. Method: random batches, right and wrong, against plain variables; seeded.
@Suite("Random batches")
struct RandomBatchTests {
    private static let requestIds = (0..<40).map { "r-\($0)" }

    private func batch(_ number: Int64, _ plain: PlainLedger, _ random: inout SplitMix64) -> LedgerBatch {
        var batch = LedgerBatch(at: .second(number, boot: "boot-\(number / 1_000)"))
        for offset in 0..<Int64.random(in: 0...2, using: &random) {
            let condition = Condition.allCases.randomElement(using: &random)!
            let state = PumpState.allCases.randomElement(using: &random)!
            let event: [Event] = [
                .conditionRaised(condition), .conditionCleared(condition),
                .stateChanged(from: .stopped, to: state, cause: .command),
            ]
            batch.records.append(.number(plain.lastCoreEvent + 1 + offset, event.randomElement(using: &random)!))
        }
        if Int.random(in: 0..<4, using: &random) == 0 { batch.events.append(LedgerEvent(kind: "own-\(number % 7)")) }
        if Int.random(in: 0..<10, using: &random) == 0 {
            let id = Self.requestIds.randomElement(using: &random)!
            batch.outcomes.append(RequestOutcome(id: id, outcome: "{\"number\":\(number)}"))
        }
        if Int.random(in: 0..<2, using: &random) == 0 {
            // Now and then beyond the reservation, or back.
            let lowest = plain.account.forwardSteps.pulses - (Int.random(in: 0..<20, using: &random) == 0 ? 5 : 0)
            let highest = plain.reserved + (Int.random(in: 0..<20, using: &random) == 0 ? 5 : 0)
            let steps = Int64.random(in: max(0, lowest)...max(0, lowest, highest), using: &random)
            let moved = max(0, steps - plain.account.forwardSteps.pulses)
            let account = Account(
                forwardSteps: StepCount(pulses: steps),
                forwardVolume: plain.account.forwardVolume + Volume(picoliters: moved * 10),
                unproven: plain.account.unproven)
            let isClean = Int.random(in: 0..<10, using: &random) == 0
            batch.settlement = Settlement(account: account, fullStep: number % 200, isClean: isClean)
        }
        if Int.random(in: 0..<2, using: &random) == 0 {
            let change = Int64.random(in: Int.random(in: 0..<20, using: &random) == 0 ? -9...0 : 0...50, using: &random)
            batch.reservation = StepCount(pulses: max(0, plain.reserved + change))
        }
        return batch
    }

    private func compare(_ ledger: Ledger, _ plain: PlainLedger, _ number: Int64) throws {
        let state = try ledger.state()
        let latched = Condition.allCases.indices.filter { state.latched & (1 << UInt64($0)) != 0 }
        try #require(state.account == plain.account, "\(number)")
        try #require(state.reserved.pulses == plain.reserved, "\(number)")
        try #require(state.uncertain.pulses == plain.uncertain, "\(number)")
        try #require(state.cleanFullStep == plain.fullStep, "\(number)")
        try #require(state.pumpState == plain.state, "\(number)")
        try #require(Set(latched.map { Condition.allCases[$0] }) == plain.listed, "\(number)")
        try #require(state.lastEventSequence == plain.lastCoreEvent, "\(number)")
        try #require(state.prescription?.revision == plain.revisions.last, "\(number)")
        try #require(state.unfinishedRequests == plain.requests.filter { $0.value == nil }.keys.sorted(), "\(number)")
        try #require(state.lastEntry == Int64(plain.kinds.count), "\(number)")
    }

    @Test("BR-R03: 10,000 batches with reopening and crashes leave what plain variables hold", arguments: [1, 2])
    func batches(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var plain = PlainLedger()
        let folder = TemporaryFolder(inMemory: true)
        var path = folder.ledger
        var ledger = try Ledger(folder: path, now: .second(0))
        var taken = 0
        for number: Int64 in 1...5_000 {
            let batch = batch(number, plain, &random)
            let isRight = plain.take(batch)
            taken += isRight ? 1 : 0
            let error = failure { () throws(LedgerError) in try ledger.commit(batch) }
            try #require((error == nil) == isRight, "\(number): \(String(describing: error))")
            if number % 53 == 0 {
                let id = Self.requestIds.randomElement(using: &random)!
                let status = try ledger.begin(request: id, method: "M", parametersDigest: "d", at: .second(number))
                switch plain.requests[id] {
                case nil:
                    #expect(status == .new)
                    plain.requests[id] = .some(nil)
                    plain.kinds.append("request-begun")
                case .some(nil): #expect(status == .pending)
                case .some(.some(let outcome)): #expect(status == .done(outcome: outcome))
                }
            }
            if number % 211 == 0 {
                try ledger.commitPrescription(
                    revision: number, text: "", digest: "", rigDigest: "", operator: "", reason: "", fillNumber: 0,
                    at: .second(number))
                plain.revisions.append(number)
                plain.kinds.append("prescription-committed")
            }
            if number % 10 == 0 { try compare(ledger, plain, number) }
            switch Int.random(in: 0..<80, using: &random) {
            case 0:
                try ledger.close()
                ledger = try Ledger(folder: path, now: .second(number))
                plain.crash()
            case 1:
                // The files as they are now are all that a power cut leaves.
                let next = folder.path + "/crashed-\(number)"
                try FileManager.default.createDirectory(atPath: next, withIntermediateDirectories: false)
                for file in ["/ledger.sqlite", "/ledger.sqlite-wal"] {
                    try FileManager.default.copyItem(atPath: path + file, toPath: next + file)
                }
                ledger = try Ledger(folder: next, now: .second(number))
                try FileManager.default.removeItem(atPath: path)
                path = next
                plain.crash()
            default: continue
            }
            try compare(ledger, plain, number)
            // Sometimes the settling comes late, and the refusals until then are right.
            guard Bool.random(using: &random) || !plain.isUnsettled else { continue }
            try settle(ledger, &plain, number)
        }
        if plain.isUnsettled { try settle(ledger, &plain, 5_001) }
        try compare(ledger, plain, 5_001)
        #expect(taken > 1_000)
        let entries = try ledger.events(limit: Ledger.eventLimit)
        #expect(entries.map(\.kind) == plain.kinds.prefix(Ledger.eventLimit).map { $0 })
        #expect(entries.map(\.sequence) == Array(1...Int64(entries.count)))
    }

    private func settle(_ ledger: Ledger, _ plain: inout PlainLedger, _ number: Int64) throws {
        let steps = StepCount(pulses: plain.uncertain)
        let volume = Volume(picoliters: steps.pulses * 11)
        let did = try ledger.settleUncertain(steps: steps, volume: volume, at: .second(number))
        try #require(did == plain.isUnsettled)
        guard did else { return }
        plain.account.countUncertain(steps: steps, volume: volume)
        plain.isUnsettled = false
        plain.fullStep = nil
        plain.kinds.append("uncertain-settled")
        try compare(ledger, plain, number)
    }
}
