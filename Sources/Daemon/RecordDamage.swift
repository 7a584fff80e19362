// SPDX-License-Identifier: Apache-2.0

/// What a check of the record found: nothing moves with it, whoever acknowledges the alarm.
struct RecordDamage: Sendable {
    let reason: String
    /// The prescription that alone is not what was committed: another commit puts it right. Nil where only another record
    /// does; the next start checks anew.
    var revision: Int64?

    func stands(for committed: Int64) -> Bool { revision == nil || revision == committed }

    var wayOut: String {
        revision == nil ? "stop the daemon and put a copy back with cisterna restore" : "commit another"
    }
}
