// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// Why the ledger refused or failed. After any of them nothing of the call is in the record, and the ledger can be used on.
public enum LedgerError: Error, Hashable, Sendable {
    /// Another process owns the folder; its process id where the lock file tells.
    case inUse(folder: String, pid: Int32?)
    /// The record was written by a newer program. It was not touched.
    case newerSchema(file: String, found: Int64, supported: Int64)
    /// The record was written by an older program, and is only looked at, not taken over.
    case olderSchema(file: String, found: Int64, supported: Int64)
    /// The file is no sound ledger. It was not touched.
    case corrupt(file: String, reason: String)
    /// SQLite could not do it. `code` is its extended result code; `call` says what was being done.
    case storage(call: String, code: Int32, message: String)
    /// A system call failed.
    case system(call: String, errno: Int32, message: String)
    /// The database does not give the durability that it was asked for.
    case notDurable(Durability)
    /// More was settled than was reserved: movement came before its reservation.
    case beyondReservation(settled: StepCount, reserved: StepCount)
    /// An odometer, a volume, a number or the reservation would go back.
    case wentBack(String)
    /// What the last session left uncertain must be settled before anything is reserved, settled or ordered.
    case uncertainUnsettled(steps: StepCount)
    /// The steps named are not those that are uncertain.
    case notUncertain(steps: StepCount, uncertain: StepCount)
    /// A prescription's revision must be above the last.
    case revisionNotNewer(revision: Int64, last: Int64)
    /// No request of that id was begun.
    case unknownRequest(String)
    /// What was asked contradicts itself.
    case contradiction(String)
}
