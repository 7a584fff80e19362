// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Goal: `make trace` tells the truth about what the tests hold. Method: the script on a project of its own, with the real
/// article and planted tests. The ids are put together here, so that this file itself cites none.
@Suite("Trace")
struct TraceTests {
    private static func id(_ rest: String) -> String { "BR" + "-\(rest)" }

    private static let article = "Sources/Daemon/Daemon.docc/Requirements.md"

    private static func trace(_ source: String, _ arguments: String...) throws -> Script {
        let folder = try TemporaryFolder()
        let script = try folder.copy(".ci/trace")
        try folder.copy(article)
        try folder.write(source, to: "Tests/SomeTests/SomeTests.swift")
        return try Script.run("/usr/bin/python3", [script.path] + arguments)
    }

    @Test("An id in the name of a test, of a suite or in a tag holds the requirement")
    func idsAreFound() throws {
        let source = """
            @Suite("Stops: \(Self.id("D10"))") struct Stops {
                @Test("\(Self.id("D13")): acts before (the) next edge", arguments: [1, 2]) func edge(a: Int) {}
                @Test(.tags(.br\("F02"))) func supervisor() {}
            }
            """
        let script = try Self.trace(source, "--json")
        #expect(script.status == 0, "\(script.errors)")
        let report = try JSONDecoder().decode(Report.self, from: Data(script.output.utf8))
        let held = report.requirements.filter { !$0.tests.isEmpty }
        #expect(held.map(\.id) == [Self.id("D10"), Self.id("D13"), Self.id("F02")])
        #expect(held.map { $0.tests.map(\.line) } == [[1], [2], [3]])
        #expect(held.last?.tests.first?.name == "supervisor")
        #expect(report.heldByNone.count == report.requirements.count - 3)
    }

    @Test("An id in a comment, in a string or in the body of a test holds nothing")
    func elsewhereIsNothing() throws {
        let source = """
            // @Test("\(Self.id("D10"))")
            /* @Test("\(Self.id("D10"))") */
            let text = "@Test(" + "\(Self.id("D10"))"
            @Test func one() { print("\(Self.id("D10"))") }
            """
        let script = try Self.trace(source, "--brief")
        #expect(script.status == 0)
        #expect(script.output.contains(" 0 held by tests"))
    }

    @Test("An id that does not exist is an error that says where")
    func unknownIdFails() throws {
        let script = try Self.trace("\n@Test(\"\(Self.id("X99"))\") func one() {}\n")
        #expect(script.status == 1)
        #expect(script.errors == "Tests/SomeTests/SomeTests.swift:2: \(Self.id("X99")) does not exist\n")
    }

    @Test("Every id that this project's tests cite exists")
    func realCitationsExist() throws {
        let path = Repository.root.appending(path: ".ci/trace").path
        let script = try Script.run("/usr/bin/python3", [path, "--brief"])
        #expect(script.status == 0, "\(script.errors)")
    }

    @Test("Each requirement of the article stands once, with a text and a source")
    func articleIsWhole() throws {
        let article = try #require(Repository.text(Self.article))
        let rows = article.split(separator: "\n").filter { $0.hasPrefix("| BR-") }
        let cells = rows.map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
        #expect(cells.allSatisfy { $0.count == 3 && !$0.contains("") })
        #expect(Set(cells.map { $0[0] }).count == rows.count)
        let groups = Dictionary(grouping: cells.map { $0[0].dropFirst(3).prefix(1) }, by: { $0 }).mapValues(\.count)
        #expect(groups == ["S": 10, "D": 15, "W": 14, "A": 7, "R": 6, "F": 7])
    }

    private struct Report: Decodable {
        struct Requirement: Decodable {
            struct Holder: Decodable {
                var name: String
                var line: Int
            }

            var id: String
            var tests: [Holder]
        }

        var requirements: [Requirement]
        var heldByNone: [String]
    }
}
