// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk
import PumpCore
import Quantities

/// ``SchemaOne`` or ``SchemaTwo`` on a simulated disk: a record to migrate, left by a crash in the midst of a bolus.
struct EarlierRecord {
    static let reserved = StepCount(pulses: SchemaOne.reservedPulses)
    static let request = "r-1"

    /// What it says beyond how it was made.
    let entries: [RecordTruth.Entry]
    let boluses: Int64
    /// Where the motor may have come.
    let moved: StepCount

    /// Makes one, and has it durable.
    init(in folder: String, on disk: SimulatedDisk, _ random: inout SeededNumbers) throws {
        let path = folder + "/ledger.sqlite"
        if random.once(in: 2) {
            try SchemaOne.make(path, inWALMode: true)
            (entries, boluses) = ([], 2)
        } else {
            try SchemaTwo.make(path, inWALMode: true)
            (entries, boluses) = ([.init(kind: "condition-raised", core: 7)], 3)
        }
        moved = StepCount(pulses: Int64.random(in: SchemaOne.settledPulses...SchemaOne.reservedPulses, using: &random))
        guard faulty_disk_file_sync(disk.disk, path) == 0, faulty_disk_folder_sync(disk.disk, folder) == 0 else {
            preconditionFailure("a disk without faults syncs")
        }
    }
}
