// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Report

/// Goal: a report as JSON loses nothing and differs only where its content does. Method: there and back.
@Suite("Reports as JSON")
struct JSONReportTests {
    @Test("What was written reads back as it was")
    func isLossless() throws {
        for document in [Sample.document, Sample.hostileDocument] {
            let text = try document.json()
            let back = try ReportDocument(json: text)
            let isSame = back == document
            #expect(isSame, "\(document.title)")
            #expect(try back.json() == text)
        }
    }

    @Test("Numbers have their units in their names, keys are sorted, gaps are null")
    func names() throws {
        let text = try Sample.document.json()
        let keys = [
            "\"deliveredMicroliters\" : {", "\"valueMillilitersPerDay\" : 0.5", "\"lastedSeconds\" : 7380",
            "\"timeSeconds\" : [", "\"volumeLowerMicroliters\" : [", "\"count\" : null",
            "\"value\" : \"2026-11-21T22:30:00.000Z\"",
        ]
        for key in keys { #expect(text.contains(key), "\(key)") }
        let row = try #require(text.firstRange(of: "\"day\" : \"2026-11-21\"")).lowerBound
        #expect(text[..<row].suffix(200).contains("\"count\" : 3"))
        // Three gaps of one series.
        #expect(text.split(separator: "\n").count { $0.drop { $0 == " " } == "null," } == 3)
    }

    @Test("What is not finite is missing")
    func notFinite() throws {
        let fact = ReportFact(id: "a", label: "A", kind: .number(decimals: 1), value: .number(.nan))
        let axis = PlotAxis(id: "y", title: "Y")
        let plot = Plot(
            id: "p", title: "P", description: "D", horizontal: PlotAxis(id: "x", title: "X"), vertical: axis,
            series: [PlotSeries(id: "s", title: "S", values: [(x: 1, y: .infinity), (x: 2, y: 3)])])
        let section = ReportSection(
            id: "s", title: "S", blocks: [.facts(ReportFacts(id: "f", facts: [fact])), .plot(plot)])
        let back = try ReportDocument(json: try ReportDocument(title: "T", sections: [section]).json())
        guard case .facts(let facts) = back.sections[0].blocks[0], case .plot(let read) = back.sections[0].blocks[1]
        else {
            Issue.record("other blocks")
            return
        }
        #expect(facts.facts[0].value == .missing)
        #expect(read.series[0].points == [PlotPoint(x: 1, y: nil), PlotPoint(x: 2, y: 3)])
    }

    @Test("What is no report is refused", arguments: ["", "{}", "{\"title\":\"T\",\"sections\":[{}]}"])
    func notAReport(text: String) {
        #expect(throws: DecodingError.self) { try ReportDocument(json: text) }
    }
}
