// SPDX-License-Identifier: Apache-2.0
import Testing

/// Goal: whatever a disk makes of the power going, the record holds what it acknowledged; and what looks for losses would see
/// one. Method: the campaign's short form; then the same with a fault planted around the daemon's own code.
@Suite("Power cuts", .serialized, .timeLimit(.minutes(5)))
struct PowerTests {
    private struct Tally: Decodable, Sendable {
        struct Violation: Decodable, Sendable {
            let seed: Int
            let what: String
        }

        let cuts: Int
        let kills: Int
        let cutsByPhase: [String: Int]
        let faults: [String: Int]
        let requestsRepeated: Int
        let demandsLockedOut: Int
        let uncertainStarts: Int
        let violations: [Violation]
    }

    @Test(
        "BR-D11 BR-D15 BR-R02 BR-R03 BR-F07: cut at any byte, on a disk that tears, loses and reorders, nothing is lost"
    )
    func short() async throws {
        let (code, tally) = try await SimulationProgram.run(["power", "--seeds", "1..30", "--json"], as: Tally.self)
        #expect(code == 0, "\(tally.violations)")
        #expect(tally.cuts >= 330 && tally.kills > 0 && tally.cutsByPhase.count == 8)
        #expect(tally.requestsRepeated > 0 && tally.demandsLockedOut > 0 && tally.uncertainStarts > 0)
        // Each kind of fault has come; a lie of the disk only comes planted.
        #expect(tally.faults.filter { $0.value == 0 }.map(\.key) == ["lies"])
    }

    @Test("The same seed is the same run, whatever the number of threads")
    func deterministic() async throws {
        var runs: [Tally] = []
        for jobs in ["1", "3"] {
            let arguments = ["power", "--seeds", "7..10", "--jobs", jobs, "--json"]
            runs.append(try await SimulationProgram.run(arguments, as: Tally.self).1)
        }
        #expect(runs[0].faults == runs[1].faults && runs[0].cutsByPhase == runs[1].cutsByPhase)
    }

    @Test(
        "A planted fault is found",
        arguments: [
            ("settle-before-move", "were reserved"), ("grant-before-commit", "were reserved"),
            ("lockout-from-wall-clock", "a lockout of"), ("missing-fsync", "acknowledged entries are lost"),
        ])
    func planted(plant: String, what: String) async throws {
        let (code, tally) = try await SimulationProgram.run(
            ["power", "--seeds", "1..60", "--plant", plant, "--json"], as: Tally.self)
        #expect(code == 1)
        #expect(tally.violations.contains { $0.what.contains(what) }, "\(tally.violations)")
    }
}
