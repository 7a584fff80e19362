// SPDX-License-Identifier: Apache-2.0

/// A piece of a section in HTML.
struct HTMLBlock {
    let block: ReportBlock
    /// The id of the section that it stands in, which makes its own one of a kind.
    let section: String

    var text: String {
        switch block {
        case .paragraph(let text): "<p>\(MarkupText.escaped(text))</p>\n"
        case .facts(let facts): html(facts)
        case .table(let table): html(table)
        case .plot(let plot): html(plot)
        case .findings(let findings): html(findings)
        case .verbatim(let verbatim):
            "\(heading(verbatim.title))<pre id=\"\(id(verbatim.id))\">\(MarkupText.escaped(verbatim.text))</pre>\n"
        }
    }

    private func id(_ name: String) -> String { "\(section)-\(MarkupText.identifier(name))" }

    private func heading(_ title: String?) -> String {
        title.map { "<h3>\(MarkupText.escaped($0))</h3>\n" } ?? ""
    }

    private func html(_ list: ReportFacts) -> String {
        let facts = list.facts.map { fact in
            "<dt>\(MarkupText.escaped(fact.label))</dt><dd>\(MarkupText.escaped(fact.shown))</dd>\n"
        }
        return "\(heading(list.title))<dl id=\"\(id(list.id))\">\n\(facts.joined())</dl>\n"
    }

    private func html(_ table: ReportTable) -> String {
        guard !table.rows.isEmpty else {
            return "\(heading(table.title))<p id=\"\(id(table.id))\">\(MarkupText.escaped(table.whenEmpty))</p>\n"
        }
        let numeric = table.columns.map { $0.kind.isNumeric ? " class=\"n\"" : "" }
        let heads = zip(table.columns, numeric).map { column, name in
            "<th scope=\"col\"\(name)>\(MarkupText.escaped(column.head))</th>"
        }
        let rows = table.rows.map { row in
            let cells = row.indices.map { index in
                let text = MarkupText.escaped(row[index].shown(as: table.columns[index].kind))
                // The first cell says what the row is about.
                return index == 0
                    ? "<th scope=\"row\"\(numeric[index])>\(text)</th>" : "<td\(numeric[index])>\(text)</td>"
            }
            return "<tr>\(cells.joined())</tr>\n"
        }
        return """
            <div class="scroll"><table id="\(id(table.id))">
            <caption>\(MarkupText.escaped(table.title))</caption>
            <thead><tr>\(heads.joined())</tr></thead>
            <tbody>
            \(rows.joined())</tbody>
            </table></div>

            """
    }

    private func html(_ list: ReportFindings) -> String {
        guard !list.findings.isEmpty else {
            return "\(heading(list.title))<p id=\"\(id(list.id))\">\(MarkupText.escaped(list.whenEmpty))</p>\n"
        }
        let findings = list.findings.map { finding in
            let detail = finding.detail.map { "<span class=\"detail\">\(MarkupText.escaped($0))</span>" } ?? ""
            let word = finding.severity.rawValue
            return "<li class=\"\(word)\"><b>\(word)</b> \(MarkupText.escaped(finding.text))\(detail)</li>\n"
        }
        return "\(heading(list.title))<ul class=\"findings\" id=\"\(id(list.id))\">\n\(findings.joined())</ul>\n"
    }

    private func html(_ plot: Plot) -> String {
        let drawing = PlotSVG(plot, standsAlone: false, prefix: id(plot.id)).text
        let marks = PlotMarkGroup.ordered(plot.marks)
        let entries = marks.prefix(12).map { mark in
            let time =
                plot.horizontal.scale == .time && mark.x.isFinite && abs(mark.x) < 1e12
                ? ReportTime(milliseconds: Int64(mark.x * 1_000)).description + " " : ""
            return "<li>\(MarkupText.escaped("\(time)\(mark.title) (\(mark.severity.rawValue))"))</li>\n"
        }
        let more = marks.count > 12 ? "<p>And \(marks.count - 12) more marks.</p>\n" : ""
        let list = marks.isEmpty ? "" : "<ol>\n\(entries.joined())</ol>\n\(more)"
        return """
            <figure id="\(id(plot.id))">
            <figcaption>\(MarkupText.escaped(plot.title))</figcaption>
            \(drawing)<p>\(MarkupText.escaped(plot.description))</p>
            \(list)</figure>

            """
    }
}
