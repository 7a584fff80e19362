// SPDX-License-Identifier: Apache-2.0
import Ledger
import Quantities

/// The machine: the time that truly goes by, what its clocks make of it, and its disk.
final class PowerMachine {
    let disk: SimulatedDisk
    /// Nanoseconds of true time.
    private(set) var time: Int64 = 1_000_000_000
    private var bootedAt: Int64 = 0
    private var bootId: String
    private var wallOffset: Int64 = 1_780_000_000_000_000_000
    private var isSynchronised = true
    /// Of the plant: what counts as elapsed is what the wall clock says.
    let takesWallForBoot: Bool

    init(disk: SimulatedDisk, takesWallForBoot: Bool, random: inout SeededNumbers) {
        self.disk = disk
        self.takesWallForBoot = takesWallForBoot
        bootId = Self.bootId(&random)
    }

    private static func bootId(_ random: inout SeededNumbers) -> String {
        let digits = String(random.next(), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits + "-4000-8000-000000000001"
    }

    /// The monotonic clock: that of this boot.
    var monotonic: Instant { Instant(nanoseconds: time - bootedAt) }

    func clocks() -> LedgerTime {
        let wall = Instant(nanoseconds: time + wallOffset)
        return LedgerTime(
            monotonic: monotonic, boottime: takesWallForBoot ? wall : monotonic, wall: wall,
            bootId: takesWallForBoot ? "the-wall" : bootId, clockIsSynchronised: isSynchronised)
    }

    func pass(_ nanoseconds: Int64) { time += nanoseconds }

    /// When the monotonic clock of this boot showed `instant`.
    func trueTime(at instant: Instant) -> Int64 { bootedAt + instant.nanoseconds }

    /// True time goes on to what the monotonic clock shows then.
    func reach(_ instant: Instant) { time = max(time, trueTime(at: instant)) }

    func stepWall(by nanoseconds: Int64, isSynchronised: Bool) {
        wallOffset += nanoseconds
        self.isSynchronised = isSynchronised
    }

    func reboot(after nanoseconds: Int64, _ random: inout SeededNumbers) {
        time += nanoseconds
        bootedAt = time - 1_000_000_000 - random.below(30_000_000_000)
        bootId = Self.bootId(&random)
    }
}
