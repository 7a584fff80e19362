// SPDX-License-Identifier: Apache-2.0

extension ReportDocument {
    /// One page that needs nothing else: no scripts, no links to other places, plots as drawings within it. It suits
    /// light and dark screens and paper, and is well-formed XML too.
    public func html() -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        <title>\(MarkupText.escaped(PrintableText.line(title)))</title>
        <style>
        \(HTMLStyle.sheet)\(PlotStyle.sheet)</style>
        </head>
        <body>
        <header>
        <h1>\(MarkupText.escaped(title))</h1>
        \(subtitle.map { "<p class=\"subtitle\">\(MarkupText.escaped($0))</p>\n" } ?? "")\
        \(notice.map { "<p class=\"notice\" role=\"note\">\(MarkupText.escaped($0))</p>\n" } ?? "")\
        \(contents)</header>
        <main>
        \(sections.map(Self.html(of:)).joined())</main>
        </body>
        </html>

        """
    }

    private var contents: String {
        guard sections.count > 1 else { return "" }
        let entries = sections.map { section in
            "<li><a href=\"#\(MarkupText.identifier(section.id))\">\(MarkupText.escaped(section.title))</a></li>\n"
        }
        return "<nav aria-label=\"Contents\">\n<ol>\n\(entries.joined())</ol>\n</nav>\n"
    }

    private static func html(of section: ReportSection) -> String {
        let id = MarkupText.identifier(section.id)
        let blocks = section.blocks.map { HTMLBlock(block: $0, section: id).text }.joined()
        let title = MarkupText.escaped(section.title)
        return "<section aria-labelledby=\"\(id)\">\n<h2 id=\"\(id)\">\(title)</h2>\n\(blocks)</section>\n"
    }
}
