// SPDX-License-Identifier: Apache-2.0

/// Amounts of memory as people read them.
enum ByteText {
    /// `8 MiB`; whole units, cut off.
    static func short(_ bytes: Int64) -> String {
        let units: [(shift: Int64, name: String)] = [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")]
        guard let unit = units.first(where: { bytes >> $0.shift > 0 }) else { return "\(bytes) bytes" }
        return "\(bytes >> unit.shift) \(unit.name)"
    }
}
