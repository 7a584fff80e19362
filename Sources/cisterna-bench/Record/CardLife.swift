// SPDX-License-Identifier: Apache-2.0

/// How long a memory card lasts: its size times the erase cycles of its cells, by what is written a day and by how much more
/// the card writes inside for it. The card is taken to spread the wear over all of itself.
struct CardLife {
    /// Size in gigabytes of 1e9 bytes.
    var gigabytes: Double
    /// Program and erase cycles that a cell endures.
    var cycles: Double
    /// Bytes that the card writes inside for each byte that it is given.
    var amplification: Double

    /// In years of 365.25 days; without end where nothing is written.
    func years(bytesADay: Double) -> Double {
        bytesADay <= 0 ? .infinity : gigabytes * 1e9 * cycles / (bytesADay * amplification) / 365.25
    }
}
