// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Earlier states of a record that lie beside it, each in a file that was checked before it got its name: what is offered
/// when the record itself is damaged (BR-R03).
public struct LedgerSnapshots: Sendable {
    public let folder: String
    let storage: any LedgerStorage

    private static let prefix = "snapshot-"
    private static let suffix = ".sqlite"
    private static let young = "snapshot.new"
    private static let loose = "backup.new"
    static let restored = "ledger.sqlite.restored"

    public init(folder: String, storage: any LedgerStorage = FolderStorage()) {
        self.folder = folder
        self.storage = storage
    }

    /// Their paths, the latest first: named for the last entry in them, since a wall clock may be wrong. Throws
    /// ``LedgerError/storage(call:code:message:)``.
    public func paths() throws(LedgerError) -> [String] {
        try storage.names(in: folder).filter { $0.hasPrefix(Self.prefix) && $0.hasSuffix(Self.suffix) }
            .sorted(by: >).map { "\(folder)/\($0)" }
    }

    /// Copies the record that is in use, checks the copy, page by page and entry by entry, and only then keeps it; of the
    /// older ones `count` - 1 stay. Returns its path.
    ///
    /// It takes as long as the record is big, by a connection of its own: commits go on meanwhile. Throws
    /// ``LedgerError/corrupt(file:reason:)`` where the record is damaged, ``LedgerError/storage(call:code:message:)``.
    @discardableResult
    public func take(keeping count: Int = 3) throws(LedgerError) -> String {
        let young = "\(folder)/\(Self.young)"
        let check = try copy(to: young)
        let number = String(check.last)
        let name = Self.prefix + String(repeating: "0", count: max(0, 12 - number.count)) + number + Self.suffix
        let path = "\(folder)/\(name)"
        try storage.rename(young, to: path)
        try storage.synchronise(folder: folder)
        for old in try paths().dropFirst(max(1, count)) where old != path { try storage.remove(old) }
        return path
    }

    /// Copies the record that is in use to a file that nothing keeps, and checks the copy. Returns its path. Throws as
    /// ``take(keeping:)`` does.
    public func takeLoose() throws(LedgerError) -> String {
        let path = "\(folder)/\(Self.loose)"
        _ = try copy(to: path)
        return path
    }

    /// Removes what a copy that was cut short left: it takes the room of a record. Nobody else copies meanwhile.
    public func sweep() throws(LedgerError) {
        for name in [Self.young, Self.loose, Self.restored] { try remove("\(folder)/\(name)") }
    }

    /// Gives those that are beyond an entry another name, since a record goes on from there on another way.
    func retire(after entry: Int64) throws(LedgerError) {
        for path in try paths() {
            let name = path.dropFirst(folder.count + 1)
            let number = Int64(name.dropFirst(Self.prefix.count).dropLast(Self.suffix.count)) ?? .max
            guard number > entry else { continue }
            var times = 1
            while try storage.exists("\(folder)/replaced-\(times)-\(name)") { times += 1 }
            try storage.rename(path, to: "\(folder)/replaced-\(times)-\(name)")
        }
    }

    private func copy(to young: String) throws(LedgerError) -> ChainCheck {
        try remove(young)
        let file = "\(folder)/\(LedgerFile.name)"
        // The pump needs room too: nothing is begun that would fill the disk.
        let (size, room) = (try storage.size(of: file), try storage.room(in: folder))
        guard room / 2 > size else {
            throw .failed("copy \(file) (\(size) bytes, \(room) are free)", ENOSPC)
        }
        do {
            try storage.create(young)
            let record = try LedgerArchive(file: file, storage: storage)
            try record.copy(to: young, storage: storage)
            try record.close()
            return try Self.check(young, storage: storage)
        } catch {
            try? remove(young)
            throw error
        }
    }

    private func remove(_ path: String) throws(LedgerError) {
        for ending in [""] + LedgerFile.companions { try storage.remove(path + ending) }
    }

    /// Looks through a copy: sound pages, a whole chain. Throws ``LedgerError/corrupt(file:reason:)`` where not.
    @discardableResult
    static func check(_ file: String, storage: any LedgerStorage) throws(LedgerError) -> ChainCheck {
        let copy = try LedgerArchive(file: file, storage: storage)
        try copy.checkPages()
        let check = try copy.verifyChain()
        try copy.close()
        if let broken = check.broken {
            throw .corrupt(file: file, reason: "entry \(broken.sequence): \(broken.text)")
        }
        return check
    }
}
