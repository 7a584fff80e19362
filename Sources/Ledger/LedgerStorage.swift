// SPDX-License-Identifier: Apache-2.0

/// The calls that a ledger makes on its folder beside SQLite's own: how a record comes into being, steps aside and is
/// copied. Behind a protocol, so that the proofs can cut the power between any two of them.
///
/// All throw ``LedgerError/system(call:errno:message:)`` with the call and its errno.
public protocol LedgerStorage: Sendable {
    /// Holds the folder, which is made (0750) if it is not there, against everybody else until released.
    ///
    /// Throws ``LedgerError/inUse(folder:pid:)`` too.
    func hold(_ folder: String) throws(LedgerError) -> any FolderHold
    func exists(_ path: String) throws(LedgerError) -> Bool
    /// Makes an empty file (0640) that was not there.
    func create(_ path: String) throws(LedgerError)
    /// Gives a file another name, in place of whatever had it. Durable once the folder is synchronised.
    func rename(_ path: String, to other: String) throws(LedgerError)
    /// Removes a file; one that is not there is no error.
    func remove(_ path: String) throws(LedgerError)
    /// Makes a file's contents durable.
    func synchronise(file path: String) throws(LedgerError)
    /// Makes the names in a folder durable.
    func synchronise(folder: String) throws(LedgerError)
    /// The first bytes of a file, fewer where it is shorter.
    func head(of path: String, count: Int) throws(LedgerError) -> [UInt8]
    /// Bytes of a file; 0 where there is none.
    func size(of path: String) throws(LedgerError) -> Int64
    /// Bytes that the folder's disk still takes.
    func room(in folder: String) throws(LedgerError) -> Int64
    /// The names in a folder, in no order.
    func names(in folder: String) throws(LedgerError) -> [String]
}

/// An exclusive hold on a folder; gone when the process ends, however it ends.
public protocol FolderHold: AnyObject {
    /// Lets the folder go; a second time does nothing.
    func release()
}
