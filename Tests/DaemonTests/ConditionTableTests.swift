// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Testing
import Transcript

@Suite("The safety article against the code")
struct ConditionTableTests {
    @Test("BR-A01: every condition stands in the article's table with the code's own priority, response and latching")
    func table() throws {
        let article = DaemonProcess.root.appendingPathComponent("Sources/Daemon/Daemon.docc/Safety.md")
        let lines = try String(contentsOf: article, encoding: .utf8).split(separator: "\n").map(String.init)
        let header = try #require(lines.firstIndex(of: "| condition | priority | delivery | latches |"))
        var rows: [String: [String]] = [:]
        for line in lines[(header + 2)...] {
            guard line.hasPrefix("|") else { break }
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
            rows[cells[0]] = Array(cells[1...])
        }
        #expect(rows.count == Condition.allCases.count)
        for condition in Condition.allCases {
            let response =
                switch condition.response {
                case .stops: "stops"
                case .pauses: "pauses"
                case .rests: "rests"
                case .safeRate: "safe-rate"
                case .continues: "continues"
                }
            let row = [String(describing: condition.priority), response, condition.latches ? "yes" : "no"]
            #expect(rows[condition.name] == row, "\(condition.name)")
        }
    }
}
