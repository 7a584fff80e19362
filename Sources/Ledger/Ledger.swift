// SPDX-License-Identifier: Apache-2.0
import GRDB
import PumpCore
import Quantities
import Transcript

/// The durable record of one pump: reservations, settlements, events, prescriptions, requests, boluses, the therapy and the
/// daemon's small documents.
///
/// ## Reserve, move, settle
///
/// No drop may be delivered that the record does not know of, whenever the power goes. So the order is fixed:
///
/// 1. **Reserve.** A ``LedgerBatch/reservation`` raises the limit of the forward odometer. When
///    ``commit(_:)`` returns it is on disk, and only then may it be granted to the core.
/// 2. **Move.** The core makes no step beyond its grant. Nobody waits for a disk meanwhile.
/// 3. **Settle.** A ``LedgerBatch/settlement`` says what was moved. One beyond the reservation that was on disk before
///    its own batch is refused: it would mean that movement came first.
///
/// Whatever happens, what was moved lies between what is settled and what is reserved. After a crash that difference
/// is ``DurableState/uncertain``; ``settleUncertain(steps:volume:at:)`` counts it as delivered, once, and until then
/// nothing new is reserved. A clean stop settles exactly and takes the reservation down to what was settled.
///
/// What the next start needs beside the totals (the pump's state, latched conditions, the progress of a bolus, last
/// numbers) is derived from the core's events in the transaction that stores them, so that the summary and the record
/// cannot disagree. The therapy (path, lockouts, clock) comes with the settlement of its moment, and each settlement that
/// moved volume marks its minute of pump time: from both ``TherapyRestoration`` makes what the next session starts from.
///
/// ## Use
///
/// A ledger is used from one thread only, the one that opened it: each call is synchronous and returns when its
/// transaction is on disk (SQLite in WAL mode with `synchronous=FULL`, read back as ``durability``). It holds its folder
/// against other processes until it is closed or goes. A call that throws has left nothing half-written, and the ledger
/// can be used on. It has no clock: times come in.
public final class Ledger: LedgerReading {
    /// The database's name in its folder.
    public static let fileName = LedgerFile.name

    public let folder: String
    /// The database in ``folder``.
    public let file: String
    /// Whether there was a record before this session.
    public let isRestart: Bool

    public var source: LedgerSource { LedgerSource(database: database) }
    let database: DatabaseQueue
    private let ownership: any FolderHold
    private(set) var standing: Standing

    /// Takes the folder, which is made (mode 0750) if it is not there, its parent must be; opens the record in it or
    /// makes one (mode 0640). One that is made where there was one before holds the pump (``RecordHold``).
    ///
    /// Throws ``LedgerError/inUse(folder:pid:)``, ``LedgerError/newerSchema(file:found:supported:)``,
    /// ``LedgerError/corrupt(file:reason:)``, ``LedgerError/notDurable(_:)``, ``LedgerError/storage(call:code:message:)``.
    public convenience init(
        folder: String, storage: any LedgerStorage = FolderStorage(), now: LedgerTime
    ) throws(LedgerError) {
        try self.init(folder: folder, storage: storage, now: now, after: nil)
    }

    /// As after a record that stepped aside.
    convenience init(
        folder: String, storage: any LedgerStorage, now: LedgerTime, after quarantine: LedgerQuarantine?
    ) throws(LedgerError) {
        let ownership = try storage.hold(folder)
        let place = LedgerFile(folder: folder, storage: storage)
        let isRestart = try place.exists()
        if !isRestart {
            let traces = try place.traces()
            let hold = quarantine?.hold ?? RecordHold(traces: traces)
            try place.create(hold: hold, event: quarantine?.event ?? LedgerEvent(traces: traces), at: now)
        }
        try self.init(place, folder: folder, ownership: ownership, isRestart: isRestart)
    }

    /// Opens a file that is there.
    init(_ place: LedgerFile, folder: String, ownership: any FolderHold, isRestart: Bool) throws(LedgerError) {
        let file = place.path
        let version = try place.inspect()
        let database: DatabaseQueue
        do {
            database = try DatabaseQueue(path: file, configuration: LedgerFile.configuration)
            if version < LedgerSchema.version {
                try LedgerSchema.migrator.migrate(database)
                // An older program reads the version from the head of the file, before it lets SQLite near it.
                _ = try database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            }
            standing = try database.unsafeRead { try Standing.read($0, file: file) }
        } catch {
            throw LedgerError(error, during: "open \(file)")
        }
        self.folder = folder
        self.file = file
        self.isRestart = isRestart
        self.database = database
        self.ownership = ownership
        let durability = try self.durability
        guard durability.isInForce else { throw .notDurable(durability) }
    }

    deinit { try? close() }

    /// Closes the database, then lets the folder go. This is no clean stop: that is a clean ``Settlement``. Closing
    /// twice does nothing more.
    public func close() throws(LedgerError) {
        defer { ownership.release() }
        do {
            try database.close()
        } catch {
            throw LedgerError(error, during: "close \(file)")
        }
    }

    /// Moves all that is in the log into the database.
    func checkpoint() throws(LedgerError) {
        do {
            _ = try database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } catch {
            throw LedgerError(error, during: "checkpoint \(file)")
        }
    }

    /// The pump's own time as last settled.
    public var pumpTime: Instant { standing.pumpTime }

    /// The number of the last entry of the record.
    public var lastEntry: Int64 { standing.lastEntry }

    /// What the writing connection says of its durability, for the self-test.
    public var durability: Durability {
        get throws(LedgerError) {
            try reading("read the durability") { db in
                Durability(
                    journalMode: try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "",
                    synchronous: try Int64.fetchOne(db, sql: "PRAGMA synchronous") ?? 0,
                    enforcesForeignKeys: try Bool.fetchOne(db, sql: "PRAGMA foreign_keys") ?? false)
            }
        }
    }

    /// One transaction: what `body` writes and the totals as it leaves them, or nothing.
    func writing<Result>(
        _ call: String, at now: LedgerTime, _ body: (Database, inout Standing) throws -> Result
    ) throws(LedgerError) -> Result {
        var next = standing
        next.written = now
        let result: Result
        do {
            result = try database.write { db in
                let result = try body(db, &next)
                try next.write(db)
                return result
            }
        } catch {
            throw LedgerError(error, during: call)
        }
        standing = next
        return result
    }
}
