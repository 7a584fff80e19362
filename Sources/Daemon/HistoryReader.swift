// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Foundation
import Glibc
import Ledger
import Synchronization

/// Reads of the record by a connection of their own: however much somebody asks for, no reservation waits for it.
final class HistoryReader: Sendable {
    let folder: String
    private let queue = DispatchQueue(label: "cis-history")
    private let archive = Mutex<Opened?>(nil)
    private let isClosed = Atomic<Bool>(false)

    /// One connection, on the queue only.
    private struct Opened: @unchecked Sendable {
        let archive: LedgerArchive
    }

    init(folder: String) { self.folder = folder }

    /// Runs `body` after those that were asked for before.
    func run<Value: Sendable>(_ body: @escaping @Sendable (LedgerArchive) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in continuation.resume(with: Result { try body(try opened()) }) }
        }
    }

    /// Looks through all entries, a part at a time: others may read in between.
    func verify() async throws -> ChainCheck {
        var check = ChainCheck()
        while !check.isDone {
            check = try await run { [check] archive in
                var next = check
                try archive.check(&next, limit: 2_000)
                return next
            }
        }
        return check
    }

    /// Takes a snapshot; returns its path.
    func takeSnapshot(keeping count: Int) async throws -> String {
        try await run { [folder] _ in try LedgerSnapshots(folder: folder).take(keeping: count) }
    }

    /// Removes what a copy that was cut short left.
    func sweep() async throws {
        try await run { [folder] _ in try LedgerSnapshots(folder: folder).sweep() }
    }

    /// A sound copy of the record in a file that has no name any more: it goes with the handle.
    func takeBackup() async throws -> FileHandle {
        try await run { [folder] _ in
            let path = try LedgerSnapshots(folder: folder).takeLoose()
            defer { unlink(path) }
            guard let file = FileHandle(forReadingAtPath: path) else {
                throw LedgerError.failed("open \(path)")
            }
            return file
        }
    }

    /// Lets go of the file for good.
    func close() async {
        isClosed.store(true, ordering: .releasing)
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            queue.async { [self] in
                archive.withLock { opened in
                    try? opened?.archive.close()
                    opened = nil
                }
                continuation.resume()
            }
        }
    }

    private func opened() throws -> LedgerArchive {
        if let opened = archive.withLock({ $0 }) { return opened.archive }
        guard !isClosed.load(ordering: .acquiring) else { throw LedgerError.failed("open \(folder)", ECANCELED) }
        let made = Opened(archive: try LedgerArchive(file: "\(folder)/\(Ledger.fileName)"))
        archive.withLock { $0 = made }
        return made.archive
    }
}
