// SPDX-License-Identifier: Apache-2.0
import GRDB
import Quantities

extension LedgerTime {
    /// The clock quality's name in the record.
    var qualityName: String { clockIsSynchronised ? "synchronised" : "unsynchronised" }

    /// From the columns of a time, `prefix` before each, and the boot id that stands for its key. Nil where they are.
    init?(_ row: Row, prefix: String = "") {
        guard let wall = row[prefix + "wall_ns"] as Int64? else { return nil }
        self.init(
            monotonic: Instant(nanoseconds: row[prefix + "monotonic_ns"]),
            boottime: Instant(nanoseconds: row[prefix + "boottime_ns"]), wall: Instant(nanoseconds: wall),
            bootId: row[prefix + "boot_id"],
            clockIsSynchronised: row[prefix + "clock_quality"] as String == "synchronised")
    }

    /// In the order monotonic, boottime, boot, wall, quality.
    func arguments(boot: Int64) -> StatementArguments {
        [monotonic.nanoseconds, boottime.nanoseconds, boot, wall.nanoseconds, qualityName]
    }
}
