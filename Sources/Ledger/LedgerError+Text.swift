// SPDX-License-Identifier: Apache-2.0

extension LedgerError: CustomStringConvertible {
    /// One sentence for people: what is wrong, and where.
    public var description: String {
        switch self {
        case .inUse(let folder, let pid):
            "\(folder) is in use by another daemon" + (pid.map { " (process \($0))" } ?? "")
        case .newerSchema(let file, let found, let supported):
            "\(file) has schema \(found), this program knows schemas up to \(supported): nothing was touched"
        case .olderSchema(let file, let found, let supported):
            "\(file) has schema \(found), and only a daemon takes it over to schema \(supported)"
        case .corrupt(let file, let reason): "\(file) is not a sound ledger: \(reason): nothing was touched"
        case .storage(let call, let code, let message): "\(call): \(message) (SQLite's code \(code))"
        case .system(let call, let errno, let message): "\(call): \(message) (errno \(errno))"
        case .notDurable(let found):
            "the database is not durable: journal mode \(found.journalMode), synchronous \(found.synchronous)"
        case .beyondReservation(let settled, let reserved):
            "\(settled.pulses) pulses to settle, but only \(reserved.pulses) were reserved"
        case .wentBack(let what): "\(what) would go back"
        case .uncertainUnsettled(let steps):
            "the last session's end is not settled yet (\(steps.pulses) uncertain pulses)"
        case .notUncertain(let steps, let uncertain):
            "\(steps.pulses) pulses to settle as uncertain, but \(uncertain.pulses) are"
        case .revisionNotNewer(let revision, let last): "revision \(revision) is not above the last, \(last)"
        case .unknownRequest(let id): "no request \(id) was begun"
        case .contradiction(let what): what
        }
    }

    /// What kind of failure of the storage this is; nil where it is no failure of the storage.
    public var storageFault: StorageFault? {
        switch self {
        case .storage(_, let code, _): StorageFault(code: code)
        case .system(_, let errno, _): StorageFault(errno: errno)
        default: nil
        }
    }

    /// What is wrong with the file; nil where it is not the file that is wrong.
    public var damage: String? {
        if case .corrupt(_, let reason) = self { return reason }
        return storageFault == .corrupt ? description : nil
    }
}
