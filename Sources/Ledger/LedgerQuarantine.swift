// SPDX-License-Identifier: Apache-2.0
import Transcript

/// A damaged record steps aside under a name of its own; it is never deleted (BR-R03).
public struct LedgerQuarantine: Hashable, Sendable {
    /// Where it lies now.
    public let file: String
    /// What is wrong with it.
    public let reason: String
    /// The snapshots beside it, the latest first.
    public let snapshots: [String]

    /// Opens the record in a folder. One that is damaged steps aside and an empty one takes its place, whose first
    /// entries and whose ``RecordHold`` say so: with it nothing moves before somebody restores a snapshot, or says what
    /// was delivered.
    ///
    /// Throws what ``Ledger/init(folder:storage:now:)`` throws for anything but damage.
    public static func open(
        folder: String, storage: any LedgerStorage = FolderStorage(), now: LedgerTime
    ) throws(LedgerError) -> (ledger: Ledger, quarantine: LedgerQuarantine?) {
        do throws(LedgerError) {
            // Words that this program does not know are no damage: a newer one may have written them.
            return (try Ledger(folder: folder, storage: storage, now: now), nil)
        } catch {
            guard let reason = error.damage else { throw error }
            let quarantine = try LedgerQuarantine(of: folder, reason: reason, storage: storage)
            return (try Ledger(folder: folder, storage: storage, now: now, after: quarantine), quarantine)
        }
    }

    private init(of folder: String, reason: String, storage: any LedgerStorage) throws(LedgerError) {
        let hold = try storage.hold(folder)
        defer { hold.release() }
        file = try LedgerFile(folder: folder, storage: storage).stepAside(as: "damaged")
        self.reason = reason
        snapshots = try LedgerSnapshots(folder: folder, storage: storage).paths()
    }

    var hold: RecordHold { RecordHold(why: "the record was damaged (\(reason)) and lies in \(file)") }

    var event: LedgerEvent {
        LedgerEvent(
            kind: "record-quarantined", severity: .high,
            payload: [
                "file": .string(file), "reason": .string(reason), "snapshots": .list(snapshots.map { .string($0) }),
            ], requirements: ["BR-R03", "BR-F07"])
    }
}

extension RecordHold {
    /// For a record that is made where others lie; nil where none do.
    init?(traces: [String]) {
        guard let last = traces.last else { return nil }
        self.init(why: "the record that was here is gone (\(last) lies beside it)")
    }
}

extension LedgerEvent {
    /// Says so in the new record; nil where none do.
    init?(traces: [String]) {
        guard !traces.isEmpty else { return nil }
        self.init(
            kind: "record-missing", severity: .high, payload: ["found": .list(traces.map { .string($0) })],
            requirements: ["BR-R03"])
    }
}

extension LedgerFile {
    /// Gives the record and what SQLite laid beside it the first name `ledger.WHY-N.sqlite` that is free; returns it.
    /// Cut short by a power cut, the next call goes on with what is left under the old name.
    func stepAside(as why: String) throws(LedgerError) -> String {
        func aside(_ number: Int) -> String { "\(folder)/ledger.\(why)-\(number).sqlite" }
        var number = 1
        while try storage.exists(aside(number)) { number += 1 }
        // Only its log is left: it belongs to the last that stepped aside, unless that one has its own.
        if try !storage.exists(path), number > 1, try !storage.exists(aside(number - 1) + "-wal") { number -= 1 }
        // The database first, and durably: without its log it would pass for an older record.
        for endings in [[""], Self.companions] {
            for ending in endings where try storage.exists(path + ending) {
                try storage.rename(path + ending, to: aside(number) + ending)
            }
            try storage.synchronise(folder: folder)
        }
        return aside(number)
    }
}
