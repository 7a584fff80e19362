// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Report

/// Goal: a report is one page that anybody can open, print and have read out. Method: read it as XML.
@Suite("Reports as HTML")
struct HTMLReportTests {
    private let page = MarkupReader(Sample.document.html())

    @Test("The page stands alone: no script, no other file, no other place")
    func standsAlone() {
        #expect(page.error == nil)
        #expect(page.names.isDisjoint(with: ["script", "img", "link", "iframe", "object", "base"]))
        for (name, attributes) in page.elements {
            for (key, value) in attributes {
                #expect(!key.hasPrefix("on") && key != "src", "\(name) \(key)")
                let leadsWithin = value.hasPrefix("#")
                if key == "href" { #expect(leadsWithin, "\(value)") }
            }
        }
        let text = Sample.document.html()
        #expect(!text.contains("http://") && !text.contains("https://") && !text.contains("url(h"))
    }

    @Test("Ids are of one element each, and every reference leads to one")
    func referencesLead() {
        let ids = page.ids
        #expect(!ids.isEmpty && Set(ids).count == ids.count)
        for (_, attributes) in page.elements {
            let named = (attributes["aria-labelledby"] ?? "").split(separator: " ").map(String.init)
            let linked = attributes["href"].map { [String($0.dropFirst())] } ?? []
            for id in named + linked { #expect(ids.contains(id), "\(id)") }
        }
        #expect(page.elements.contains { $0.attributes["href"] == "#drawings" })
    }

    @Test("Tables have heads and captions, drawings titles and descriptions")
    func isAccessible() {
        let columns = page.elements.count { $0.attributes["scope"] == "col" }
        let rows = page.elements.count { $0.attributes["scope"] == "row" }
        #expect(columns == 5 && rows == 2 && page.count("caption") == 1)
        #expect(page.count("svg") == 2 && page.count("desc") == 2)
        #expect(page.elements.filter { $0.name == "svg" }.allSatisfy { $0.attributes["role"] == "img" })
        #expect(page.elements.first { $0.name == "html" }?.attributes["lang"] == "en")
        // The severity is a word, not a colour only.
        #expect(page.text.contains("high It stopped.Twice.") && page.text.contains("Second (high)"))
        #expect(Sample.document.html().contains("@media print"))
    }

    @Test("Hostile text stays text")
    func hostileText() {
        let hostile = MarkupReader(Sample.hostileDocument.html())
        #expect(hostile.error == nil)
        #expect(hostile.names.isDisjoint(with: ["script"]))
        #expect(hostile.text.components("alert(\"1\")") >= 10)
        let allowed = page.names
        #expect(hostile.names.isSubset(of: allowed), "\(hostile.names.subtracting(allowed))")
        #expect(!hostile.text.contains("\u{202E}") && !hostile.text.contains("\u{1B}"))
    }

    @Test("Every fact, cell and line of a text is on the page")
    func nothingIsLeftOut() {
        let shown = ["bench", "0.500 mL/day", "1.50 (1.25 to 1.75)", "2 h 3 min", "Not for use.", "a = 1\n\nb = 2\n"]
        for text in shown { #expect(page.text.contains(text), "\(text)") }
    }

    @Test("The same document gives the same bytes")
    func isDeterministic() {
        #expect(Sample.document.html() == Sample.document.html())
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
