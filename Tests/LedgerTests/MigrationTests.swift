// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import PumpCore
import Quantities
import Testing

@testable import Ledger
@testable import cisterna_sim

@Suite("Records of earlier versions")
struct MigrationTests {
    let folder = TemporaryFolder()

    private func tables(_ database: DatabaseQueue) throws -> [String] {
        try database.unsafeRead { db in
            try String.fetchAll(
                db, sql: "SELECT sql FROM sqlite_master WHERE name NOT LIKE 'grdb%' AND sql IS NOT NULL ORDER BY name")
        }
    }

    private func make(_ version: Int) throws {
        try FileManager.default.createDirectory(atPath: folder.ledger, withIntermediateDirectories: false)
        try (version == 1 ? SchemaOne.make : SchemaTwo.make)(folder.database, true)
    }

    @Test("The text of a schema is what the migrator makes up to there", arguments: [(1, 8), (2, 10)])
    func text(version: Int, count: Int) throws {
        try make(version)
        let released = try DatabaseQueue(path: folder.database)
        let made = try DatabaseQueue()
        try LedgerSchema.migrator.migrate(made, upTo: "\(version)")
        #expect(try tables(made) == tables(released))
        #expect(try tables(made).count == count)
    }

    @Test("BR-R03: a record of schema 1, left by a crash in a bolus, is taken over with all that it says")
    func first() throws {
        try make(1)
        let ledger = try Ledger(folder: folder.ledger, now: .second(9))
        let state = try ledger.state()
        #expect(state.isRestart && state.pumpState == .delivering && state.lastEntry == 1)
        #expect(state.account.forwardSteps == .pulses(400) && state.account.fill == Volume(picoliters: 20_000_000))
        #expect(state.uncertain == .pulses(100) && state.lastEventSequence == 7 && state.lastStrokeSequence == 3)
        #expect(state.latched == 1 << UInt64(Condition.allCases.firstIndex(of: .airInLine)!))
        #expect(state.unfinishedRequests == ["r-1"] && state.settledAt?.bootId == "boot-1")
        #expect(
            state.interrupted == [
                InterruptedBolus(
                    number: 2, kind: .single, volume: Volume(picoliters: 700), duration: .minute, requestId: "r-1",
                    delivered: Volume(picoliters: 90))
            ])
        #expect(state.pumpTime == .zero && state.therapy == nil && state.kept.isEmpty)
        #expect(try ledger.deliveredMinutes().isEmpty)
        let completed = try ledger.database.unsafeRead { db in
            try Row.fetchOne(db, sql: "SELECT * FROM bolus WHERE number = 1")
        }
        let row = try #require(completed)
        #expect(row["state"] as String == "completed")
        #expect(row["kind"] as String == "single")
        #expect(row["strokes"] as Int64 == 2)
        #expect(row["delivered_upper_pl"] as Int64 == 500)
        #expect(row["started_pump_ns"] as Int64? == nil)
    }

    @Test("BR-R03: a record of schema 2 is taken over with all that it says")
    func second() throws {
        try make(2)
        let ledger = try Ledger(folder: folder.ledger, now: .second(9))
        let state = try ledger.state()
        #expect(state.lastEntry == 2 && state.pumpTime == Instant.zero + .day * 4 && state.uncertain == .pulses(100))
        #expect(state.kept == ["refill": #"{"step":"fill"}"#])
        #expect(try ledger.deliveredMinutes().map(\.forwardVolume.picoliters) == [3_000, 4_000])
        #expect(try ledger.bolus(number: 3)?.kind == .demand)
        #expect(try ledger.events().map(\.requirements) == [[], ["BR-A01"]])
    }

    @Test("BR-R02 BR-R04: entries of an earlier schema are chained, and none of them is old", arguments: [1, 2])
    func chained(version: Int) throws {
        try make(version)
        let ledger = try Ledger(folder: folder.ledger, now: .second(9))
        #expect(try ledger.verifyChain().broken == nil)
        try ledger.commit(LedgerBatch(at: .second(10), events: [LedgerEvent(kind: "noted")]))
        #expect(try !ledger.makeRoom(Retention(eventDays: 30), at: .second(11)))
        #expect(try ledger.events().map(\.kind).first == "record-created")
        #expect(try ledger.verifyChain().first == 1)
    }

    @Test("A record that was taken over goes on: it is settled, closed, and opened again as any other")
    func goesOn() throws {
        try make(1)
        let first = try Ledger(folder: folder.ledger, now: .second(9))
        #expect(try first.durability.isInForce)
        try first.settleUncertain(steps: .pulses(100), volume: Volume(picoliters: 1_100), at: .second(9))
        try first.keep(
            [KeptValue(name: "refill", value: "{}")], event: LedgerEvent(kind: "refill-kept"), at: .second(10))
        try first.close()
        let ledger = try Ledger(folder: folder.ledger, now: .second(11))
        #expect(try ledger.database.unsafeRead { try Int64.fetchOne($0, sql: "PRAGMA user_version") } == 3)
        #expect(try ledger.state().account.forwardVolume == Volume(picoliters: 5_100))
        #expect(try ledger.state().kept == ["refill": "{}"])
        #expect(try ledger.deliveredMinutes().map(\.forwardVolume.picoliters) == [4_000, 5_100])
        let number = try ledger.beginBolus(
            volume: Volume(picoliters: 1), duration: .second, kind: .demand, requestId: nil, at: .second(12))
        #expect(number == 3)
    }

    @Test("BR-R03: a record that a kill left with a half transaction in a rollback journal opens as it was before it")
    func hotJournal() throws {
        let other = folder.path + "/other"
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
        try FileManager.default.createDirectory(atPath: folder.ledger, withIntermediateDirectories: false)
        try SchemaOne.make(other + "/ledger.sqlite", inWALMode: false)
        let database = try DatabaseQueue(path: other + "/ledger.sqlite")
        try database.writeWithoutTransaction { db in
            // So small a cache spills: journal and file are both on disk before the commit.
            try db.execute(sql: "PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE standing SET forward_steps = 450")
            for number in 0..<200 {
                try db.execute(
                    sql: "INSERT INTO latched_condition VALUES (?, 1)",
                    arguments: ["\(number)" + String(repeating: "x", count: 500)])
            }
            for ending in ["", "-journal"] {
                try FileManager.default.copyItem(
                    atPath: other + "/ledger.sqlite" + ending, toPath: folder.database + ending)
            }
            try db.execute(sql: "ROLLBACK")
        }
        let ledger = try Ledger(folder: folder.ledger, now: .second(9))
        let state = try ledger.state()
        #expect(state.account.forwardSteps == .pulses(400) && state.uncertain == .pulses(100))
        #expect(state.latched == 1 << UInt64(Condition.allCases.firstIndex(of: .airInLine)!))
        #expect(!FileManager.default.fileExists(atPath: folder.database + "-journal"))
    }

    @Test("A program of schema 1 would refuse what this one writes")
    func version() throws {
        let ledger = try Ledger(folder: folder.ledger, now: .second(1))
        #expect(try ledger.events().first?.payload == #"{"schema":3}"#)
        #expect(try ledger.database.unsafeRead { try Int64.fetchOne($0, sql: "PRAGMA user_version") } == 3)
    }
}
