// SPDX-License-Identifier: Apache-2.0

/// What one day wrote: with its snapshot, and the snapshot's part.
struct DayFigures {
    var all = DiskUse.Counts()
    var snapshot = DiskUse.Counts()
    var commits = 0

    /// Without the snapshot and the checks that belong to it.
    var record: DiskUse.Counts { all - snapshot }

    /// The mean of some days by one of their figures; 0 where there are none.
    static func mean(_ days: some Collection<DayFigures>, _ figure: (DayFigures) -> Int64) -> Double {
        days.isEmpty ? 0 : Double(days.reduce(0) { $0 + figure($1) }) / Double(days.count)
    }
}
