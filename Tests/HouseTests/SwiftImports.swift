// SPDX-License-Identifier: Apache-2.0

/// One import of a Swift file.
struct SwiftImport: Equatable {
    /// The module; of `import struct X.Y` it is `X`.
    var module: String
    var line: Int
    /// Within `#if !hasFeature(Embedded)`, so that the Embedded build never sees it.
    var leftOutByEmbedded: Bool
}

/// Reads the imports of Swift source, whatever stands before the word: attributes, access levels, a scope.
enum SwiftImports {
    static func all(in source: String) -> [SwiftImport] {
        var imports: [SwiftImport] = []
        // One entry for each open #if: whether Embedded leaves the present branch out.
        var branches: [Branch] = []
        let lines = code(of: source).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first else { continue }
            switch first {
            case "#if": branches.append(Branch(condition: words.dropFirst().joined()))
            case "#elseif": branches.popLast().map { _ in branches.append(Branch(condition: "")) }
            case "#else": branches.popLast().map { branches.append($0.opposite) }
            case "#endif": _ = branches.popLast()
            default:
                for statement in line.split(separator: ";") {
                    guard let module = module(importedBy: statement) else { continue }
                    let leftOut = branches.contains { $0.leftOutByEmbedded }
                    imports.append(SwiftImport(module: module, line: index + 1, leftOutByEmbedded: leftOut))
                }
            }
        }
        return imports
    }

    private struct Branch {
        var leftOutByEmbedded: Bool
        var elseLeftOutByEmbedded: Bool

        init(condition: String) {
            leftOutByEmbedded = condition == "!hasFeature(Embedded)"
            elseLeftOutByEmbedded = condition == "hasFeature(Embedded)"
        }

        var opposite: Branch {
            var other = self
            swap(&other.leftOutByEmbedded, &other.elseLeftOutByEmbedded)
            return other
        }
    }

    private static let accessLevels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    private static let scopes: Set<Substring> = [
        "struct", "class", "enum", "protocol", "typealias", "func", "let", "var", "actor",
    ]

    private static func module(importedBy statement: Substring) -> String? {
        var words = statement.split(whereSeparator: \.isWhitespace)[...]
        while let word = words.first, word.hasPrefix("@") || accessLevels.contains(word) {
            words.removeFirst()
        }
        guard words.popFirst() == "import" else { return nil }
        if let scope = words.first, scopes.contains(scope) { words.removeFirst() }
        guard let path = words.first, let module = path.split(separator: ".").first else { return nil }
        return String(module.filter { $0 != "`" })
    }

    /// The source with comments and the text of strings blanked, its lines kept.
    static func code(of source: String) -> String {
        let bytes = Array(source.utf8)
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var index = 0

        func starts(_ text: StaticString, at place: Int) -> Bool {
            let count = text.utf8CodeUnitCount
            guard place + count <= bytes.count else { return false }
            return (0..<count).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
        }
        /// Skips up to a place, keeping the ends of lines.
        func skip(to end: Int) {
            let stop = min(end, bytes.count)
            kept += bytes[index..<stop].filter { $0 == UInt8(ascii: "\n") }
            index = stop
        }

        while index < bytes.count {
            if starts("//", at: index) {
                skip(to: bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count)
            } else if starts("/*", at: index) {
                var depth = 1
                var end = index + 2
                while end < bytes.count, depth > 0 {
                    if starts("/*", at: end) {
                        (depth, end) = (depth + 1, end + 2)
                    } else if starts("*/", at: end) {
                        (depth, end) = (depth - 1, end + 2)
                    } else {
                        end += 1
                    }
                }
                // A comment separates words.
                kept.append(UInt8(ascii: " "))
                skip(to: end)
            } else if let end = endOfString(bytes, at: index, starts: starts) {
                skip(to: end)
            } else {
                kept.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    /// The place behind the string literal that begins here, or nil where none does.
    private static func endOfString(
        _ bytes: [UInt8], at start: Int, starts: (StaticString, Int) -> Bool
    ) -> Int? {
        var quote = start
        while quote < bytes.count, bytes[quote] == UInt8(ascii: "#") { quote += 1 }
        let hashes = quote - start
        guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") else { return nil }
        let quotes = starts("\"\"\"", quote) ? 3 : 1
        var place = quote + quotes
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "\\"), hashes == 0 {
                place += 2
                continue
            }
            let end = place + quotes + hashes
            if end <= bytes.count,
                bytes[place..<place + quotes].allSatisfy({ $0 == UInt8(ascii: "\"") }),
                bytes[place + quotes..<end].allSatisfy({ $0 == UInt8(ascii: "#") })
            {
                return end
            }
            // An unclosed string ends with its line.
            if quotes == 1, bytes[place] == UInt8(ascii: "\n") { return place }
            place += 1
        }
        return bytes.count
    }
}
