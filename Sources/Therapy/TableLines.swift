// SPDX-License-Identifier: Apache-2.0

/// The lines of a therapy file that are one of its tables, those of its subtables included: so that something else can take
/// their place and all the rest stays as its author wrote it.
struct TableLines {
    /// What comes before, ending with a line end where it is not empty.
    let before: String
    let after: String

    /// Nil where no line is `[name]`: the table may be written in another way.
    init?(of name: String, in text: String) {
        // Either line end of TOML; each is one character.
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        let headers = lines.map(Self.header)
        guard let first = headers.firstIndex(of: name) else { return nil }
        var end =
            headers[first...].firstIndex { header in
                guard let header else { return false }
                return header != name && !header.hasPrefix(name + ".")
            } ?? lines.count
        // Comments and empty lines right before the next table are the next table's.
        while end < lines.count, end - 1 > first, Self.isBlank(lines[end - 1]) { end -= 1 }
        before = lines[..<first].map { $0 + "\n" }.joined()
        after = lines[end...].joined(separator: "\n")
    }

    /// The name in a line `[name]` or `[[name]]`; nil for any other line.
    private static func header(_ line: Substring) -> String? {
        var rest = line.drop { $0 == " " || $0 == "\t" }
        let depth = rest.prefix { $0 == "[" }.count
        guard (1...2).contains(depth) else { return nil }
        rest = rest.dropFirst(depth)
        let name = rest.prefix { $0 != "]" }.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
        let close = rest.drop { $0 != "]" }
        // The end of a row in an array of arrays has a comma or nothing bare in it.
        guard close.prefix(while: { $0 == "]" }).count == depth,
            isBlank(close.dropFirst(depth)),
            !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) })
        else { return nil }
        return String(name)
    }

    private static func isBlank(_ line: Substring) -> Bool {
        guard let first = line.first(where: { $0 != " " && $0 != "\t" && $0 != "\r" }) else { return true }
        return first == "#"
    }
}
