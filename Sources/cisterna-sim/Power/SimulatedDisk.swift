// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk

/// A disk in memory with the fault model of `CFaultyDisk.h`. Used from one thread.
final class SimulatedDisk: @unchecked Sendable {
    let disk: OpaquePointer
    /// Counts the ends of programs on it, by whatever cause: what one held, no later one can let go.
    private(set) var life = 0
    private var elapsed: ((UInt64) -> Void)?

    init(seed: UInt64, sectorBytes: UInt32, powersafeOverwrite: Bool) {
        precondition(faulty_disk_register() == 0, "SQLite takes another VFS")
        let settings = faulty_disk_settings(
            seed: seed, sector_bytes: sectorBytes, powersafe_overwrite: powersafeOverwrite)
        guard let disk = faulty_disk_create(settings) else { preconditionFailure("no disk of \(settings)") }
        self.disk = disk
    }

    deinit { faulty_disk_destroy(disk) }

    /// Where the record stands.
    var folder: String { "/faulty-disk/\(faulty_disk_number(disk))/pump" }
    var isOff: Bool { faulty_disk_is_off(disk) }
    var operations: UInt64 { faulty_disk_operations(disk) }
    var counts: faulty_disk_counts { faulty_disk_counts(disk) }

    func add(
        _ failure: faulty_disk_failure, on calls: faulty_disk_call..., probability: Double, most: UInt64 = 0,
        slowNanoseconds: UInt64 = 0
    ) {
        let fault = faulty_disk_fault(
            calls: calls.reduce(0) { $0 | $1.rawValue }, failure: failure,
            probability: UInt32(probability * 65_536), most: most, first_operation: 0, last_operation: 0,
            slow_ns: slowNanoseconds)
        precondition(faulty_disk_add_fault(disk, fault), "too many faults")
    }

    func clearFaults() { faulty_disk_clear_faults(disk) }

    /// The power goes in the midst of the `nth` operation from now.
    func cut(atOperation nth: UInt64) { faulty_disk_cut_at(disk, operations + nth) }

    func cut(inWrite nth: UInt64, bytes: UInt64) { faulty_disk_cut_in_write(disk, nth, bytes) }

    func cut() { faulty_disk_cut(disk) }

    func powerCycle() {
        life += 1
        faulty_disk_power_cycle(disk)
    }

    func kill() {
        life += 1
        faulty_disk_kill(disk)
    }

    /// Called within slow calls, with the nanoseconds that they take.
    func onElapsed(_ body: @escaping (UInt64) -> Void) {
        elapsed = body
        faulty_disk_on_elapsed(
            disk, { Unmanaged<SimulatedDisk>.fromOpaque($0!).takeUnretainedValue().elapsed?($1) },
            Unmanaged.passUnretained(self).toOpaque())
    }
}
