// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import cisterna_sim

/// Goal: a line that fails is found in a bounded volume, and a sound one left alone. Method: cells of the matrix that
/// `cisterna-sim detect` runs whole.
@Suite("Detection", .timeLimit(.minutes(5)))
struct DetectTests {
    @Test(
        "BR-W07: a sudden occlusion is found within the aim of its cell",
        arguments: [("0.05/0.001", 2.0), ("0.5/0.01", 3), ("24/0.001", 4.5)])
    func sudden(name: String, most: Double) throws {
        for cell in DetectCell.all where cell.answers(to: name[...]) {
            for seed in 1...2 as ClosedRange<UInt64> {
                let result = OcclusionRun(cell: cell, fault: .sudden, seed: seed).run()
                #expect(result.condition == .occlusionDownstream && !result.isEarly, "\(cell.name) \(seed)")
                if cell.calibration == .calibrated { #expect(result.missed <= most, "\(cell.name) \(seed)") }
            }
        }
    }

    @Test("BR-W10: a line that comes off, and a reservoir that gives nothing, are found as what they are")
    func others() throws {
        let cell = try #require(DetectCell.all.first { $0.name == "0.5/0.0001/calibrated" })
        #expect(OcclusionRun(cell: cell, fault: .disconnected, seed: 1).run().condition == .catheterLeak)
        #expect(OcclusionRun(cell: cell, fault: .upstream, seed: 1).run().condition == .occlusionUpstream)
    }

    @Test("A line that keeps what it is given is not found by a controller that is told its compliance is a thousandth")
    func planted() throws {
        // The test above can fail: with a model of another line nothing of it holds.
        var line = DetectLine(compliance: 0.01, seed: 1)
        let model = line.model(share: 1_000, stroke: DisturbedRun.stroke)
        var pump = DetectPump(profile: DetectPump.profile(line: model), rate: 0.5)
        line.fail(by: .sudden)
        pump.run(until: 20 * 86.4, &line)
        let isDelivering = pump.isDelivering
        #expect(isDelivering)
    }

    @Test("Weeks of disturbed running raise nothing, and a compliance taken for another is said within 200 strokes")
    func disturbed() throws {
        for name in ["0.05/0.001/calibrated", "0.1/0.01/low"] {
            let cell = try #require(DetectCell.all.first { $0.name == name })
            let result = DisturbedRun(cell: cell, seed: 5).run()
            #expect(result.alarms == 0 && result.strokes > 1_000)
            #expect((result.driftAfter.map { $0 <= 200 } ?? false) == (cell.calibration == .low), "\(name)")
        }
    }

    @Test("The matrix as a command: one cell as JSON, the curves as a file, a cell that is none refused")
    func command() async throws {
        let svg = FileManager.default.temporaryDirectory.appending(path: "detect-\(UUID()).svg").path
        defer { try? FileManager.default.removeItem(atPath: svg) }
        struct Report: Decodable, Sendable {
            struct Cell: Decodable, Sendable {
                let cell: String
                let isMet: Bool
                let years: Double
            }
            let cells: [Cell]
        }
        let (code, report) = try await SimulationProgram.run(
            ["detect", "--seeds", "1", "--cell", "0.5/0.0001/calibrated", "--json", "--svg", svg], as: Report.self)
        #expect(code == 0 && report.cells.map(\.cell) == ["0.5/0.0001/calibrated"])
        #expect(report.cells.allSatisfy { $0.isMet && $0.years == 0.1 })
        #expect(try String(contentsOfFile: svg, encoding: .utf8).contains("<svg"))
        #expect(throws: (any Error).self) { try DetectCommand.parse(["--cell", "0.7"]) }
    }
}
