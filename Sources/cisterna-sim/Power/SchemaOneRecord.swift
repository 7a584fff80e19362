// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk
import PumpCore
import Quantities

/// ``SchemaOne`` on a simulated disk: a record to migrate, left by a crash in the midst of a bolus.
enum SchemaOneRecord {
    static let reserved = StepCount(pulses: SchemaOne.reservedPulses)
    static let request = "r-1"
    static let boluses: Int64 = 2

    /// Where the motor may have come.
    static func moved(_ random: inout SeededNumbers) -> StepCount {
        StepCount(pulses: Int64.random(in: SchemaOne.settledPulses...SchemaOne.reservedPulses, using: &random))
    }

    /// Makes it, and has it durable.
    static func make(in folder: String, on disk: SimulatedDisk) throws {
        let path = folder + "/ledger.sqlite"
        try SchemaOne.make(path, inWALMode: true)
        guard faulty_disk_file_sync(disk.disk, path) == 0, faulty_disk_folder_sync(disk.disk, folder) == 0 else {
            preconditionFailure("a disk without faults syncs")
        }
    }
}
