// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Testing

@testable import Ledger
@testable import cisterna_sim

/// Goal: whatever is done with the files of a record, a power cut at any moment of it leaves a record that is the old one or
/// the new one, and never one that forgets that it does not know what was delivered. Method: each call on a disk in memory,
/// with the power going in the midst of its every operation.
@Suite("Power cuts while files change their place")
struct CutShortTests {
    /// A disk with a record of 10 entries, of which the first 5 are in a copy.
    private func made(_ seed: UInt64) throws -> (disk: SimulatedDisk, copy: String) {
        let disk = SimulatedDisk(seed: seed, sectorBytes: 512, powersafeOverwrite: seed % 2 == 0)
        let ledger = try open(disk)
        try commit(ledger, 4, reserved: 40)
        let copy = try LedgerSnapshots(folder: disk.folder, storage: SimulatedStorage(disk: disk)).take()
        try commit(ledger, 5, reserved: 90)
        try LedgerSnapshots(folder: disk.folder, storage: SimulatedStorage(disk: disk)).take()
        try ledger.close()
        return (disk, copy)
    }

    private func commit(_ ledger: Ledger, _ count: Int, reserved: Int64) throws {
        try ledger.commit(
            LedgerBatch(
                at: .second(3), events: (0..<count).map { _ in LedgerEvent(kind: "noted") },
                reservation: .pulses(reserved)))
    }

    private func open(_ disk: SimulatedDisk) throws(LedgerError) -> Ledger {
        try LedgerQuarantine.open(folder: disk.folder, storage: SimulatedStorage(disk: disk), now: .second(9)).ledger
    }

    /// Does it with a cut at each operation, until there is none left to cut; looks at what each leaves.
    private func cutting(
        _ body: (SimulatedDisk, String) throws -> Void,
        _ look: (Ledger, _ storage: SimulatedStorage, _ cut: UInt64) throws -> Void
    ) throws {
        var operation: UInt64 = 1
        while true {
            let (disk, copy) = try made(operation)
            disk.cut(atOperation: operation)
            let outcome = Result { try body(disk, copy) }
            let isOff = disk.isOff
            disk.powerCycle()
            let ledger = try open(disk)
            #expect(try ledger.verifyChain().broken == nil)
            try look(ledger, SimulatedStorage(disk: disk), operation)
            try ledger.close()
            guard isOff else {
                try outcome.get()
                break
            }
            operation += 1
        }
        #expect(operation > 10)
    }

    @Test("BR-R03: a copy that takes the record's place is there with its hold, or the record is as it was")
    func restore() throws {
        var restored = 0
        try cutting { disk, copy in
            let restore = LedgerRestore(
                folder: disk.folder, operatorName: "Ada", reason: "disk", storage: SimulatedStorage(disk: disk))
            _ = try restore.run(from: copy, now: .second(8))
        } _: { ledger, storage, cut in
            let state = try ledger.state()
            let paths = try LedgerSnapshots(folder: ledger.folder, storage: storage).paths()
            let hold = RecordHold(state.kept)
            if state.reserved == .pulses(90) {
                #expect(hold == nil && state.lastEntry == 10, "cut \(cut)")
            } else if state.reserved == .pulses(40) {
                restored += 1
                // Of the way that the record left none is taken for the latest copy.
                #expect(paths.first?.contains("snapshot-000000000005") == true, "cut \(cut)")
                #expect(hold?.pending?.forNanoseconds == Duration.day.nanoseconds, "cut \(cut)")
            } else {
                // Between the two there is none, and an empty one holds the pump.
                #expect(hold?.isEndless == true, "cut \(cut)")
            }
        }
        #expect(restored > 0)
    }

    @Test("BR-R03: a copy that is cut short leaves the record and every earlier copy as they were")
    func snapshot() throws {
        try cutting { disk, _ in
            try LedgerSnapshots(folder: disk.folder, storage: SimulatedStorage(disk: disk)).take(keeping: 1)
        } _: { ledger, storage, cut in
            #expect(try ledger.state().lastEntry == 10, "cut \(cut)")
            let snapshots = LedgerSnapshots(folder: ledger.folder, storage: storage)
            try snapshots.sweep()
            let paths = try snapshots.paths()
            #expect(!paths.isEmpty, "cut \(cut)")
            for path in paths { try LedgerSnapshots.check(path, storage: storage) }
        }
    }

    @Test("BR-R03, BR-R04: old entries go whole, with the entry that says so, or stay")
    func retention() throws {
        var drops = 0
        try cutting { disk, _ in
            let ledger = try Ledger(folder: disk.folder, storage: SimulatedStorage(disk: disk), now: .second(9))
            let long = Instant.zero + .day * 60
            try ledger.settleUncertain(steps: .pulses(90), volume: .zero, at: .second(10), pumpTime: long)
            while try ledger.makeRoom(Retention(eventDays: 30), at: .second(11)) {}
            try ledger.close()
        } _: { ledger, _, cut in
            let totals = try ledger.totals()
            let dropped = try ledger.events(limit: 100, EventQuery(kinds: ["entries-dropped"]))
            #expect(dropped.isEmpty == (totals.firstEntry == 1), "cut \(cut)")
            drops += dropped.count
        }
        #expect(drops > 0)
    }
}
