// SPDX-License-Identifier: Apache-2.0
import GRDB
import Quantities
import Transcript

/// Puts a copy of a record, a snapshot or a backup, in the place of the present one, while no daemon runs.
///
/// What was delivered after the copy was made is not in it. Whoever restores says the most that it can have been, and it
/// is counted as delivered at the next start; or leaves it open: then nothing moves for a day of pump time from that start on,
/// the longest that a dose window or a lockout reaches back, and all that the reservoir held counts as delivered.
public struct LedgerRestore: Sendable {
    public var folder: String
    public var operatorName: String
    public var reason: String
    /// The most that was delivered since the copy was made; nil: nobody knows.
    public var deliveredAtMost: Volume?
    let storage: any LedgerStorage

    public init(
        folder: String, operatorName: String, reason: String, deliveredAtMost: Volume? = nil,
        storage: any LedgerStorage = FolderStorage()
    ) {
        self.folder = folder
        self.operatorName = operatorName
        self.reason = reason
        self.deliveredAtMost = deliveredAtMost
        self.storage = storage
    }

    /// What was done.
    public struct Outcome: Hashable, Sendable {
        /// Where the record lies that was there before; nil where there was none.
        public let aside: String?
        /// The last entry of the copy.
        public let lastEntry: Int64
        /// When the copy was last written to, by the wall clock of then.
        public let lastWritten: Instant
        /// The prescription in it; nil where there is none.
        public let revision: Int64?
    }

    /// Checks the copy, page by page and entry by entry; only then the present record steps aside and the copy takes its
    /// place. `copy` stays as it is.
    ///
    /// Throws ``LedgerError/inUse(folder:pid:)`` while a daemon runs, ``LedgerError/corrupt(file:reason:)`` and the errors
    /// of schemas for the copy, ``LedgerError/storage(call:code:message:)``.
    public func run(from copy: String, now: LedgerTime) throws(LedgerError) -> Outcome {
        let check = try LedgerSnapshots.check(copy, storage: storage)
        let hold = try storage.hold(folder)
        defer { hold.release() }
        let record = LedgerFile(folder: folder, storage: storage)
        let young = LedgerFile(path: "\(folder)/\(LedgerSnapshots.restored)", storage: storage)
        let state: DurableState
        do {
            try copyOut(copy, to: young)
            state = try note(in: young, copy: copy, check: check, now: now)
        } catch {
            try? LedgerSnapshots(folder: folder, storage: storage).sweep()
            throw error
        }
        let aside = try stepAside(record)
        // Before the copy takes the place: none from beyond it may ever be taken for the latest.
        try LedgerSnapshots(folder: folder, storage: storage).retire(after: check.last)
        try storage.synchronise(folder: folder)
        try storage.rename(young.path, to: record.path)
        try storage.synchronise(folder: folder)
        return Outcome(
            aside: aside, lastEntry: check.last, lastWritten: state.lastWritten.wall,
            revision: state.prescription?.revision)
    }

    /// Where there is a record. A sound one leaves no log behind: what is cut short then is one file. One that somebody else
    /// reads stays: its log would be taken away from under what comes in its place.
    private func stepAside(_ record: LedgerFile) throws(LedgerError) -> String? {
        guard try storage.exists(record.path) else {
            return try storage.exists(record.path + "-wal") ? record.stepAside(as: "damaged") : nil
        }
        do {
            try DatabaseQueue(path: record.path, configuration: LedgerFile.configuration).close()
        } catch {
            let failure = LedgerError(error, during: "close \(record.path)")
            if failure.storageFault == .busy { throw failure }
            return try record.stepAside(as: failure.damage == nil ? "replaced" : "damaged")
        }
        return try record.stepAside(as: "replaced")
    }

    private func copyOut(_ copy: String, to young: LedgerFile) throws(LedgerError) {
        for ending in [""] + LedgerFile.companions { try storage.remove(young.path + ending) }
        try storage.create(young.path)
        let archive = try LedgerArchive(file: copy, storage: storage)
        try archive.copy(to: young.path, storage: storage)
        try archive.close()
    }

    /// Before the copy takes the place: it is never there without its hold.
    private func note(
        in young: LedgerFile, copy: String, check: ChainCheck, now: LedgerTime
    ) throws(LedgerError) -> DurableState {
        let ledger = try Ledger(young, folder: folder, ownership: HeldByCaller(), isRestart: true)
        let most = deliveredAtMost
        let mark = RecordHold(
            why:
                "the record was restored by \(operatorName), and nobody knows what was delivered since the copy was made",
            pending: RecordHold.Pending(
                deliveredPicoliters: most?.picoliters, forNanoseconds: (most == nil ? Duration.day : .zero).nanoseconds)
        )
        let state = try ledger.state()
        let before = RecordHold(state.kept)
        if let before, before.isEndless {
            throw .contradiction("\(copy) does not know what was delivered either: \(before.why)")
        }
        let hold = before?.joined(by: mark, at: ledger.pumpTime) ?? mark
        var payload: Payload = [
            "copy": .string(copy), "lastEntry": .integer(check.last), "operator": .string(operatorName),
            "reason": .string(reason),
        ]
        payload["deliveredAtMostPicoliters"] = most.map { .integer($0.picoliters) }
        let event = LedgerEvent(
            kind: "record-restored", severity: .medium, payload: payload, requirements: ["BR-R03", "BR-D11"])
        try ledger.stop(with: hold.kept, event: event, at: now)
        try ledger.checkpoint()
        try ledger.close()
        return state
    }
}

/// The folder is held already, and stays so when a ledger in it goes.
private final class HeldByCaller: FolderHold {
    func release() {}
}
