// SPDX-License-Identifier: Apache-2.0
import CFaultyDisk
import ControlInterface
import Foundation
import GRDB
import Testing
import Varlink

/// Goal: a disk that is full, read-only, broken or slow stops the pump in time and says why, loses nothing, disturbs no edge,
/// and when it is well again the pump can go on. Method: the whole daemon on SQLite's own files through a VFS whose faults the
/// test switches on.
@Suite("A disk that is sick", .timeLimit(.minutes(5)))
struct SickDiskTests {
    struct Sickness: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let what: faulty_disk_switch
        let condition: String
        /// What the pump does: rests at the end of its grant, or pauses at once.
        let pauses: Bool
    }

    static let sicknesses = [
        Sickness(testDescription: "full", what: faulty_disk_switch_full, condition: "record-full", pauses: true),
        Sickness(
            testDescription: "read-only", what: faulty_disk_switch_read_only, condition: "storage-stalled",
            pauses: false),
        Sickness(
            testDescription: "writes fail (EIO)", what: faulty_disk_switch_fail_writes, condition: "storage-stalled",
            pauses: false),
        Sickness(
            testDescription: "syncs fail (EIO)", what: faulty_disk_switch_fail_syncs, condition: "storage-stalled",
            pauses: false),
    ]

    private func expectNothingLost(_ daemon: DaemonProcess, _ client: Client) async throws {
        let strokes = try await daemon.record("stroke-ended")
        let numbers = strokes.compactMap { $0.payload["stroke"]?.number ?? $0.payload["sequence"]?.number }
        #expect(numbers == Array(1...Int64(numbers.count)))
        let verify: VerifyReply = try await client.call(
            ControlMethod.verify.qualifiedName, encoding: EmptyMessage(), as: VerifyReply.self)
        #expect(verify.whole)
    }

    @Test(
        "BR-F07, BR-F04: the pump comes to rest, says why, loses nothing, and goes on when the disk is well",
        arguments: sicknesses)
    func sick(_ sickness: Sickness) async throws {
        let daemon = try DaemonProcess(speedUp: 20)
        let disk = try daemon.faultyDisk()
        let client = try await daemon.start(on: disk)
        try await client.take(BenchTherapy(tables: BenchTherapy.demand()))
        try await client.resume()
        _ = try await client.bolus(microliters: 200, minutes: 60)
        try await daemon.wait(for: "stroke-ended", count: 3)
        disk.set(sickness.what, 1)
        // No event tells of it while nothing can be written: the state does.
        let status = try await daemon.watch { status in status.alarms.contains { $0.condition == sickness.condition } }
        #expect(status.state == .paused || !sickness.pauses)
        // Reading, stopping and silence go on (BR-A04).
        _ = try await client.status()
        disk.set(sickness.what, 0)
        _ = try await daemon.watch { status in
            !status.alarms.contains { $0.condition == sickness.condition && $0.present }
        }
        if try await client.status().state == .paused {
            _ = try await client.call(
                ControlMethod.acknowledge.qualifiedName,
                ["requestId": .string(UUID().uuidString), "condition": .string(sickness.condition)])
            try await client.resume()
        }
        let last = try #require(try await daemon.record("stroke-ended").last)
        try await daemon.wait(for: "stroke-ended", after: last.sequence)
        try await expectNothingLost(daemon, client)
        daemon.terminate()
    }

    @Test("BR-F07: while a sync takes a second and a half the pump rests where its grant ends, and goes on")
    func slow() async throws {
        let daemon = try DaemonProcess(speedUp: 20)
        let disk = try daemon.faultyDisk()
        let client = try await daemon.start(on: disk)
        try await client.take(BenchTherapy(tables: BenchTherapy.demand()))
        try await client.resume()
        _ = try await client.bolus(microliters: 200, minutes: 60)
        try await daemon.wait(for: "stroke-ended", count: 3)
        disk.set(faulty_disk_switch_slow_sync_ms, 1_500)
        try await daemon.wait(for: "forfeited")
        disk.set(faulty_disk_switch_slow_sync_ms, 0)
        let last = try #require(try await daemon.record("forfeited").last)
        try await daemon.wait(for: "stroke-ended", after: last.sequence)
        try await expectNothingLost(daemon, client)
        daemon.terminate()
    }

    @Test("BR-F07: whatever the disk does, in real time, strokes go on within the grant, and no edge is late")
    func realTime() async throws {
        let daemon = try DaemonProcess(speedUp: 1)
        let disk = try daemon.faultyDisk()
        let client = try await daemon.start(on: disk)
        try await client.take(BenchTherapy(tables: BenchTherapy.demand()))
        try await client.resume()
        _ = try await client.bolus(microliters: 200, minutes: 3)
        // The full one last: the pump pauses at once.
        let spells =
            [(faulty_disk_switch_slow_sync_ms, UInt32(1_000))] + Self.sicknesses.reversed().map { ($0.what, 1) }
        var strokes = try await client.status().strokes
        for (what, value) in spells {
            disk.set(what, value)
            strokes = try await daemon.watch { $0.strokes >= strokes + 2 || $0.state == .paused }.strokes
            disk.set(what, 0)
            try await daemon.watch { status in !status.alarms.contains { $0.condition == "storage-stalled" } }
        }
        try await daemon.watch { $0.state == .paused && $0.recorded }
        let realTime = try await client.status().realTime
        #expect(strokes >= 8 && realTime.wakeUps > 100 && realTime.lateEdges == 0, "\(realTime)")
        #expect(try await daemon.record("condition-raised").allSatisfy { $0.payload["condition"]?.text != "late-edge" })
        try await expectNothingLost(daemon, client)
        daemon.terminate()
    }

    @Test(
        "BR-F07: another process that locks the database holds the pump at rest until it lets go, and nothing is lost")
    func locked() async throws {
        let daemon = try DaemonProcess(speedUp: 20)
        let client = try await daemon.start()
        try await client.take(BenchTherapy(tables: BenchTherapy.demand()))
        try await client.resume()
        try await daemon.wait(for: "stroke-ended")
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(
            path: daemon.folder.appendingPathComponent("state/ledger.sqlite").path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        _ = try await daemon.watch { status in status.alarms.contains { $0.condition == "storage-stalled" } }
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        _ = try await daemon.watch { status in !status.alarms.contains { $0.condition == "storage-stalled" } }
        // The last connection of all takes the log away; with the daemon's own it is not the last, whatever it has read.
        let before = try #require(try await daemon.record("stroke-ended").last)
        try other.close()
        let last = try await daemon.wait(for: "stroke-ended", after: before.sequence)
        try await expectNothingLost(daemon, client)
        let again = try await daemon.killAndStart()
        #expect(
            try await daemon.record("stroke-ended").contains { $0.sequence == last.sequence && $0.hash == last.hash })
        try await expectNothingLost(daemon, again)
        daemon.terminate()
    }

    @Test("BR-R03: a damaged record steps aside; the pump starts stopped, says why and what to do, and nothing moves")
    func damaged() async throws {
        let daemon = try DaemonProcess()
        var client = try await daemon.start()
        try await client.take(BenchTherapy(tables: BenchTherapy.demand()))
        daemon.terminate()
        let path = daemon.folder.appendingPathComponent("state/ledger.sqlite").path
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.seek(toOffset: 4_096)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 16_384))
        try file.close()
        client = try await daemon.start()
        let status = try await daemon.watch { status in status.alarms.contains { $0.condition == "record-damaged" } }
        #expect(status.state == .stopped)
        #expect(FileManager.default.fileExists(atPath: daemon.folder.path + "/state/ledger.damaged-1.sqlite"))
        let event = try #require(try await daemon.record("record-quarantined").first)
        #expect(event.severity == .high)
        try await client.take(BenchTherapy(tables: BenchTherapy.demand()))
        await #expect(throws: CallError.self) { try await client.resume() }
        daemon.terminate()
    }
}

/// The switches of a daemon's disk.
final class FaultyDisk: @unchecked Sendable {
    let file: String
    let folder: String
    private let control: OpaquePointer

    init(file: String, folder: String) throws {
        var code: Int32 = 0
        self.file = file
        self.folder = folder
        control = try #require(faulty_disk_control_map(file, folder, &code), "errno \(code)")
    }

    func set(_ which: faulty_disk_switch, _ value: UInt32) { faulty_disk_control_set(control, which, value) }
}

extension DaemonProcess {
    func faultyDisk() throws -> FaultyDisk {
        try FaultyDisk(file: folder.appendingPathComponent("faults").path, folder: folder.path + "/state")
    }

    /// The same daemon, through a VFS with switches.
    func start(on disk: FaultyDisk) async throws -> Client {
        try await start(
            "cisterna-sim", ["daemon", "--config", configuration, "--faults", disk.file, "--under", disk.folder])
    }
}
