// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Goal: a daemon that is killed loses nothing, and what looks for losses would see one. Method: the campaign's short form:
/// real daemons, a rig in a process of its own; then the same with a fault planted from outside.
@Suite("Kills", .serialized, .timeLimit(.minutes(5)))
struct KillTests {
    private struct Report: Decodable, Sendable {
        struct Violation: Decodable, Sendable {
            let rule: String
            let text: String
        }
        struct Phase: Decodable, Sendable { let kills: Int }
        struct Checked: Decodable, Sendable {
            let eventsKept: Int
            let stopsUnrecorded: Int
            let requestsRepeated: Int
        }

        let kills: Int
        let phases: [String: Phase]
        let checked: Checked
        let violations: [Violation]
    }

    @Test("BR-D11 BR-D15 BR-R03: killed in the midst of whatever it does, a daemon loses nothing and repeats nothing")
    func short() async throws {
        // Bench 7 takes eight phases in turn and two of them again, bench 8 migrates.
        let (code, report) = try await SimulationProgram.run(
            ["kill", "--count", "12", "--seed", "7", "--json"], as: Report.self)
        #expect(code == 0, "\(report.violations)")
        #expect(report.kills >= 12 && report.phases.count == 9)
        #expect(report.checked.eventsKept > 0 && report.checked.requestsRepeated > 0)
    }

    @Test(
        "BR-D10 BR-D11: no background goes on after a stop that was answered, also where the record hung and knows nothing of it"
    )
    func stop() async throws {
        let (code, report) = try await SimulationProgram.run(
            ["kill", "--phase", "stop", "--count", "12", "--seed", "3", "--json"], as: Report.self)
        #expect(code == 0, "\(report.violations)")
        #expect(report.kills == 12 && report.checked.stopsUnrecorded > 0)
    }

    @Test(
        "A planted fault is found, by the rule that it breaks",
        arguments: [
            ("lost-record", "settlement", "delivered"), ("extra-pulses", "basal", "delivered"),
            ("double-bolus", "bolus", "bolus-once"), ("short-lockout", "demand", "lockout"),
            ("torn-prescription", "commit", "prescription"), ("altered-event", "settlement", "events"),
        ])
    func planted(plant: String, phase: String, rule: String) async throws {
        // The first kill at which it shows ends the run.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cis-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (code, report) = try await SimulationProgram.run(
            [
                "kill", "--count", "10", "--jobs", "1", "--phase", phase, "--plant", plant, "--folder", folder.path,
                "--json",
            ], as: Report.self)
        #expect(code == 1)
        #expect(report.violations.contains { $0.rule == rule }, "\(report.violations)")
    }
}
