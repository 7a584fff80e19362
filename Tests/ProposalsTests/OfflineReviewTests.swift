// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Proposals
import RigFile
import Testing
import Therapy

@Suite("A review without a daemon")
struct OfflineReviewTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Config")
    /// Monday 2026-11-23, 06:30 by the pump clock.
    private static let clock: Int64 = 1_795_415_400_000_000_000

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    private static func desk(old: String? = nil) throws -> OfflineReview {
        let library = try text("drugs/samples.toml")
        return OfflineReview(
            rig: try RigDescription(parsing: text("rigs/simulated.toml"), file: "simulated.toml"),
            library: try DrugLibrary(
                parsing: library, file: "samples.toml", digest: TextDigest.hexadecimal(of: library)),
            old: try old.map { try Prescription(parsing: text("therapies/\($0)"), file: $0) })
    }

    @Test("BR-D07: 0.395 mL, 500 to 2000 ug/mL, 100 ug/day: 0.2 mL/day for 47.4 h, and the tip keeps its dose")
    func bridge() throws {
        let reply = try Self.desk(old: "bridge-before.toml").review(
            Self.text("therapies/bridge-after.toml"), file: "after", clock: Self.clock)
        let bridge = try #require(reply.figures.first { $0.name == "bridge" })
        #expect(bridge.text == "0.395 mL of 500 ug/mL at 0.2 mL/day for 47.4 h")
        #expect(reply.warnings.contains { $0.contains("bridge") })
        #expect(reply.changes.map(\.field).contains("drug[dye].concentration"))
        let before = try #require(reply.ahead.first { $0.hours == 47 })
        #expect(before.tipNanogramsPerDay == 100_000)
        #expect(before.outletNanogramsPerDay == 400_000)
        let after = try #require(reply.ahead.first { $0.hours == 72 })
        #expect(after.tipNanogramsPerDay == 100_000)
        #expect(after.outletNanogramsPerDay == 100_000)
    }

    @Test("Flex looks 72 hours ahead by the clock that it is given")
    func flex() throws {
        let reply = try Self.desk().review(Self.text("therapies/flex.toml"), file: "flex", clock: Self.clock)
        // From 06:30 on 0.6 mL/day of 1 mg/mL, from 22:00 on 0.2 mL/day.
        #expect(reply.ahead.first { $0.hours == 0 }?.outletNanogramsPerDay == 600_000)
        #expect(reply.ahead.first { $0.hours == 15 }?.outletNanogramsPerDay == 600_000)
        #expect(reply.ahead.first { $0.hours == 16 }?.outletNanogramsPerDay == 200_000)
        #expect(reply.proposalId.isEmpty && reply.expiresSeconds == 0)
    }

    @Test("A rate above its ceiling names figures, place and whose ceiling it is; a syntax error its place")
    func refusals() throws {
        let text = try Self.text("therapies/continuous.toml").replacingOccurrences(
            of: "dose-rate = \"0.5 mg/day\"", with: "dose-rate = \"300 mg/day\"")
        let line = Int64(
            text.prefix(upTo: try #require(text.range(of: "dose-rate")).lowerBound).split(
                separator: "\n", omittingEmptySubsequences: false
            ).count)
        let error = #expect(throws: ControlError.self) {
            try Self.desk().review(text, file: "fast.toml", clock: Self.clock)
        }
        guard case .limitExceeded(_, let allowed, let asked, let origin) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(asked == 300_000_000 && allowed == 24_000_000)
        #expect(origin.file == "fast.toml" && origin.line == line && origin.whose == "the prescription")
        let broken = #expect(throws: ControlError.self) {
            try Self.desk().review("schema = 1\nname", file: "broken.toml", clock: Self.clock)
        }
        guard case .invalidDocument(let problems) = broken else {
            Issue.record("\(String(describing: broken))")
            return
        }
        #expect(problems.first?.line == 2)
    }

    @Test("BR-S04: a drug that the library does not know is refused by name and place")
    func unknownDrug() throws {
        let text = try Self.text("therapies/continuous.toml").replacingOccurrences(of: "\"dye\"", with: "\"ink\"")
        let error = #expect(throws: ControlError.self) {
            try Self.desk().review(text, file: "ink.toml", clock: Self.clock)
        }
        guard case .invalidDocument(let problems) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(problems.contains { $0.message.contains("ink") && $0.line > 1 })
    }
}
