// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities

/// Since when the pump has not moved: kept, since a restart does not end it.
package struct Standstill: Codable, Equatable {
    package static let name = "standstill"

    let pumpNanoseconds: Int64
    let wallNanoseconds: Int64

    package init(at pumpTime: Instant, _ time: LedgerTime) {
        pumpNanoseconds = pumpTime.nanoseconds
        wallNanoseconds = time.wall.nanoseconds
    }

    /// How long it has lasted, for a warning: by the pump's own time or by the wall clock, whichever says longer. Nil
    /// where the wall clock went back and nobody knows: that counts as too long.
    func lasted(until pumpTime: Instant, _ time: LedgerTime) -> Duration? {
        let byWall = time.wall.nanoseconds - wallNanoseconds
        guard byWall >= 0 else { return nil }
        return Duration(nanoseconds: max(byWall, pumpTime.nanoseconds - pumpNanoseconds))
    }
}
