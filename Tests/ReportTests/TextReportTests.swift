// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Report

/// Goal: a report reads well in a terminal and in a file. Method: whole texts, and generated tables.
@Suite("Reports as text")
struct TextReportTests {
    @Test("A report as it stands on paper")
    func text() {
        let expected = """
            A report
            ========
            Of one day

            ! Not for use.


            Facts
            -----

            One sentence of what this is about, long enough that it goes over one line of
            text.

              Name   bench
              Began  2026-11-21 22:30:00Z
              Rate   0.500 mL/day
              End    -

            By day
              Day              Delivered (uL)  Count     Lasted  Whole
              ----------  -------------------  -----  ---------  -----
              2026-11-21  1.50 (1.25 to 1.75)      3  2 h 3 min  yes
              2026-11-22                 2.00      -       59 s  no

              HIGH    It stopped.
                      Twice.
              NOTE    Nothing else.


            Drawings
            --------

            Volume over time (uL)
              Measured  ▁▁▁▂▂▂▃▃▃▄   ▅▅▆▆▆▇▇▇███  0 to 11.5
              Planned   ▁▁▁▁▂▂▂▂▄▄▄▄▅▅▅▅▇▇▇▇████  0 to 10
              Limit: 14
              Time (UTC): 2026-11-21 22:30:00Z to 2026-11-22 04:15:00Z
              Marks: First; Second; Third

            A day (ug)
              One    ▁▃▅▇█  1 to 5
              Other  █▇▅▃▁  1 to 5
              Day: 1 to 5

            As written
            | a = 1
            |
            | b = 2

            """
        #expect(Sample.document.text() == expected)
    }

    @Test("A table that is too wide breaks its texts, and one that is far too wide becomes lists", arguments: [40, 60])
    func wideTables(width: Int) {
        let words = "some words that go on and on, one after the other, to the end of what there is to say"
        let columns = (1...3).map { ReportColumn(id: "c\($0)", title: "Column \($0)") }
        let few = ReportTable(
            id: "a", title: "Few", columns: columns, rows: [[.text(words), .text("b"), .text(words)]])
        let many = (1...12).map { ReportColumn(id: "c\($0)", title: "Column \($0)", kind: .time) }
        let row = many.map { _ in ReportValue.time(Sample.start) }
        let wide = ReportTable(id: "b", title: "Many", columns: many, rows: [row, row])
        let document = ReportDocument(
            title: "T", sections: [ReportSection(id: "s", title: "S", blocks: [.table(few), .table(wide)])])
        let lines = document.text(width: width).split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { $0.count <= width })
        #expect(lines.contains { $0.hasPrefix("  Column 1  ") && $0.hasSuffix("Column 3") })
        #expect(lines.count { $0 == "  Column 12  2026-11-21 22:30:00Z" } == 2)
        for word in words.split(separator: " ") { #expect(lines.joined(separator: " ").contains(word)) }
    }

    @Test("What others wrote cannot speak to a terminal, nor turn a line around")
    func hostileText() {
        let text = Sample.hostileDocument.text()
        let forbidden: (Unicode.Scalar) -> Bool = { scalar in
            (scalar.value < 0x20 && scalar != "\n") || (0x7F...0x9F).contains(scalar.value)
                || (0x202A...0x202E).contains(scalar.value)
        }
        #expect(!text.unicodeScalars.contains(where: forbidden))
        #expect(Sample.hostile.unicodeScalars.contains(where: forbidden) && text.contains("\u{FFFD}"))
    }

    @Test("A list without entries says so")
    func emptyLists() {
        let table = ReportTable(
            id: "a", title: "Things", columns: [ReportColumn(id: "a", title: "A")], rows: [], whenEmpty: "No things.")
        let section = ReportSection(
            id: "s", title: "S", blocks: [.table(table), .findings(ReportFindings(id: "f", findings: []))])
        let text = ReportDocument(title: "T", sections: [section]).text()
        #expect(text.contains("Things\n  No things.\n") && text.contains("None."))
        #expect(ReportDocument(title: "T", sections: [section]).html().contains("No things."))
    }

    @Test(
        "Values are shown as their kind wants",
        arguments: [
            (ReportValue.number(-0.0001), ReportValueKind.number(decimals: 2), "0.00"),
            (.number(-0.006), .number(decimals: 2), "-0.01"), (.number(.infinity), .number(decimals: 2), "-"),
            (.number(1_234_567.5), .number(decimals: 0), "1234568"), (.integer(-5), .integer, "-5"),
            (.integer(90_061), .duration, "1 d 1 h"), (.integer(0), .duration, "0 s"),
            (.integer(-61), .duration, "-1 min 1 s"), (.integer(7_200), .duration, "2 h"), (.missing, .time, "-"),
            (.interval(lower: 1, nominal: 1, upper: 2), .interval(decimals: 1), "1.0 (1.0 to 2.0)"),
        ])
    func values(value: ReportValue, kind: ReportValueKind, shown: String) {
        #expect(value.shown(as: kind) == shown)
    }
}
