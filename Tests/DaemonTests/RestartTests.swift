// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import GRDB
import Testing
import Varlink

/// Goal: after a restart the background goes on by itself where the rig file says so, and never else. Method: the real daemon,
/// ended in every way.
@Suite("Resuming after a restart", .serialized, .timeLimit(.minutes(5)))
struct RestartTests {
    /// A pump that delivers, on a rig file that lets the background go on.
    private func delivering(_ daemon: DaemonProcess, resumes: Bool = true) async throws -> Client {
        try daemon.write(speedUp: 200, rig: try daemon.rig(resumeAfterRestart: resumes ? "background" : "stopped"))
        let client = try await daemon.start()
        try await client.take(BenchTherapy(tables: BenchTherapy.demand()))
        try await client.resume()
        try await daemon.wait(for: "stroke-ended")
        return client
    }

    private func withheld(_ daemon: DaemonProcess) async throws -> String {
        try await daemon.wait(for: "resume-withheld").payload["because"]?.text ?? ""
    }

    @Test("BR-D11: killed while it delivered, the background goes on, the record says so, and a bolus does not")
    func goesOn() async throws {
        let daemon = try DaemonProcess()
        var client = try await delivering(daemon)
        _ = try await client.bolus(microliters: 200, minutes: 600)
        try await daemon.wait(for: "bolus-started")
        client = try await daemon.killAndStart()
        try await daemon.wait(for: "resumed-after-restart")
        let status = try await daemon.watch { $0.state == .delivering }
        #expect(status.bolus == nil)
        let resumed = try #require(try await daemon.record("resumed-after-restart").first)
        #expect(resumed.requirements == ["BR-D11"])
        try await daemon.wait(for: "stroke-ended", after: resumed.sequence)
        #expect(try await daemon.record("bolus-started").count == 1)
        daemon.terminate()
        withExtendedLifetime(client) {}
    }

    @Test("BR-D11: by default it stays stopped, with the interrupted state shown")
    func stays() async throws {
        let daemon = try DaemonProcess()
        _ = try await delivering(daemon, resumes: false)
        let client = try await daemon.killAndStart()
        let status = try await client.status()
        #expect(status.state == .stopped && status.alarms.contains { $0.condition == "restarted" })
        #expect(try await daemon.record("resumed-after-restart", "resume-withheld").isEmpty)
        daemon.terminate()
    }

    @Test("BR-D11: never after a Stop, whether the daemon was killed or ended")
    func stopped() async throws {
        let daemon = try DaemonProcess()
        let client = try await delivering(daemon)
        _ = try await client.call(ControlMethod.stop.qualifiedName)
        try await daemon.wait(for: "state-changed") { $0["to"]?.text == "stopped" && $0["from"]?.text == "delivering" }
        let again = try await daemon.killAndStart()
        #expect(try await again.status().state == .stopped)
        #expect(try await withheld(daemon).contains("not delivering"))
        daemon.terminate()
    }

    @Test("BR-D11, BR-D10: never after a Stop that a hung record does not know of")
    func hung() async throws {
        let daemon = try DaemonProcess()
        let client = try await delivering(daemon)
        // Whether it is answered depends on whether its outcome was on disk yet. Replies on a connection keep their order.
        let other = try await Client.connect(path: daemon.socket)
        let hang = Task {
            _ = try await other.call(
                ControlMethod.injectFault.qualifiedName,
                ["requestId": "hang", "fault": "blockLedger", "seconds": 300])
        }
        try await daemon.watch { status in
            status.alarms.contains { $0.condition == "storage-stalled" && $0.present }
        }
        let stop: StopReply = try await client.call(
            ControlMethod.stop.qualifiedName, encoding: EmptyMessage(), as: StopReply.self)
        #expect(stop.confirmed && !stop.recorded)
        let again = try await daemon.killAndStart()
        #expect(try await again.status().state == .stopped)
        #expect(try await withheld(daemon).contains("the record does not know"))
        _ = await hang.result
        // What was judged is over: the next start goes by the record, which says stopped.
        let third = try await daemon.killAndStart()
        #expect(try await third.status().state == .stopped)
        daemon.terminate()
    }

    @Test("BR-D11: never with a prescription that is not the one that was committed")
    func prescription() async throws {
        let daemon = try DaemonProcess()
        _ = try await delivering(daemon)
        daemon.kill()
        try daemon.edit("UPDATE prescription SET digest = 'other'")
        _ = try await daemon.start()
        #expect(try await withheld(daemon).contains("not the one that was committed"))
        daemon.terminate()
    }

    @Test("BR-D11: never with a latched condition on record")
    func latched() async throws {
        let daemon = try DaemonProcess()
        _ = try await delivering(daemon)
        daemon.kill()
        try daemon.edit("INSERT INTO latched_condition VALUES ('air-in-line', 1)")
        let client = try await daemon.start()
        #expect(try await withheld(daemon).contains("latched condition"))
        #expect(try await client.status().alarms.contains { $0.condition == "air-in-line" })
        daemon.terminate()
    }

    @Test("BR-D11: not for the fourth time within an hour")
    func again() async throws {
        let daemon = try DaemonProcess()
        _ = try await delivering(daemon)
        for round in 1...2 {
            _ = try await daemon.killAndStart()
            try await daemon.wait(for: "resumed-after-restart", count: round)
        }
        _ = try await daemon.killAndStart()
        #expect(try await withheld(daemon).contains("3 times within an hour"))
        daemon.terminate()
    }
}

extension DaemonProcess {
    /// A rig file of this test's own; its path.
    func rig(resumeAfterRestart choice: String) throws -> String {
        let text = try String(
            contentsOf: Self.root.appendingPathComponent("Config/rigs/simulated.toml"), encoding: .utf8)
        let key = "resume-after-restart = \"stopped\""
        #expect(text.contains(key))
        let path = folder.appendingPathComponent("rig.toml").path
        try text.replacingOccurrences(of: key, with: "resume-after-restart = \"\(choice)\"")
            .write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// Changes the record behind the daemon's back, which must not run.
    func edit(_ sql: String) throws {
        let database = try DatabaseQueue(path: folder.appendingPathComponent("state/ledger.sqlite").path)
        try database.writeWithoutTransaction { try $0.execute(sql: sql) }
        try database.close()
    }

    /// Follows the record until so many such events have come.
    func wait(for kind: String, count: Int) async throws {
        var left = count
        try await wait(for: kind) { _ in
            left -= 1
            return left == 0
        }
    }
}
