// SPDX-License-Identifier: Apache-2.0

extension DocumentTable {
    /// The longest text that a key takes, in characters.
    public static var textLimit: Int { 256 }

    /// A text that may be left out: 1 to 256 characters without line ends.
    public func optionalText(_ key: String) -> String? {
        guard let node = found(key) else { return nil }
        guard case .text(let text) = node.content else {
            report("a text in quotes is expected here, not \(node.kind)", at: key)
            return nil
        }
        guard !text.isEmpty, text.count <= Self.textLimit, !text.unicodeScalars.contains(where: Self.isControl) else {
            report("a text has 1 to \(Self.textLimit) characters, all on one line", at: key)
            return nil
        }
        return text
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }

    /// A text that must be given; empty after an error.
    public func text(_ key: String) -> String {
        require(key, "a text in quotes")
        return optionalText(key) ?? ""
    }

    /// A whole number that may be left out.
    public func optionalInteger(_ key: String, within bounds: ClosedRange<Int64>) -> Int64? {
        guard let node = found(key) else { return nil }
        guard case .integer(let value) = node.content else {
            report("a whole number is expected here, not \(node.kind)", at: key)
            return nil
        }
        guard bounds.contains(value) else {
            report(outside("\(value)", "\(bounds.lowerBound)", "\(bounds.upperBound)"), at: key)
            return nil
        }
        return value
    }

    /// A whole number with a default.
    public func integer(_ key: String, default standard: Int64, within bounds: ClosedRange<Int64>) -> Int64 {
        optionalInteger(key, within: bounds) ?? standard
    }

    /// A whole number that must be given; the lower bound after an error.
    public func integer(_ key: String, within bounds: ClosedRange<Int64>) -> Int64 {
        require(key, "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
        return optionalInteger(key, within: bounds) ?? bounds.lowerBound
    }

    /// `true` or `false`, with a default.
    public func boolean(_ key: String, default standard: Bool) -> Bool {
        guard let node = found(key) else { return standard }
        guard case .boolean(let value) = node.content else {
            report("true or false is expected here, without quotes, not \(node.kind)", at: key)
            return standard
        }
        return value
    }

    /// One of a list of words, which may be left out.
    public func optionalChoice<C: RawRepresentable & CaseIterable>(_ key: String, of _: C.Type = C.self) -> C?
    where C.RawValue == String {
        guard let node = found(key) else { return nil }
        if case .text(let text) = node.content, let choice = C(rawValue: text) { return choice }
        let words = C.allCases.map { "“\($0.rawValue)”" }.joined(separator: ", ")
        report("is one of \(words)", at: key)
        return nil
    }

    /// One of a list of words, with a default.
    public func choice<C: RawRepresentable & CaseIterable>(_ key: String, default standard: C) -> C
    where C.RawValue == String {
        optionalChoice(key) ?? standard
    }

    /// One of a list of words that must be given; nil after an error.
    public func choice<C: RawRepresentable & CaseIterable>(_ key: String, of _: C.Type = C.self) -> C?
    where C.RawValue == String {
        require(key, "one of \(C.allCases.map { "“\($0.rawValue)”" }.joined(separator: ", "))")
        return optionalChoice(key)
    }

    /// An array of plain numbers, which may be left out, in parts a million rounded to the nearest; each is positive,
    /// from 0.000001 to 1,000,000.
    public func optionalNumbers(_ key: String, count: ClosedRange<Int>) -> [Int64]? {
        guard let node = found(key) else { return nil }
        guard case .array(let elements) = node.content, count.contains(elements.count) else {
            report("an array of \(count.lowerBound) to \(count.upperBound) numbers is expected here", at: key)
            return nil
        }
        var numbers: [Int64] = []
        for (index, element) in elements.enumerated() {
            guard let number = Self.partsPerMillion(element.content) else {
                findings.add(
                    "a number from 0.000001 to 1000000 is expected here, without quotes", at: element.valuePosition,
                    field: "\(field(key))[\(index + 1)]")
                continue
            }
            numbers.append(number)
        }
        return numbers.count == elements.count ? numbers : nil
    }

    /// A plain number, which may be left out, in parts a million; from 0.000001 to 1,000,000.
    public func optionalNumber(_ key: String) -> Int64? {
        guard let node = found(key) else { return nil }
        if let number = Self.partsPerMillion(node.content) { return number }
        report("a number from 0.000001 to 1000000 is expected here, without quotes", at: key)
        return nil
    }

    private static func partsPerMillion(_ content: TOMLNode.Content) -> Int64? {
        switch content {
        case .integer(let value): return (1...1_000_000).contains(value) ? value * 1_000_000 : nil
        // Infinities and NaN are in no range.
        case .float(let value):
            return (0.000_001...1_000_000).contains(value) ? Int64((value * 1_000_000).rounded()) : nil
        default: return nil
        }
    }

    // MARK: - Tables

    /// A table below this one, which may be left out.
    public func optionalTable(_ key: String) -> DocumentTable? {
        guard let node = found(key) else { return nil }
        guard case .table(let table) = node.content else {
            report("a table is expected here: [\(field(key))], not \(node.kind)", at: key)
            return nil
        }
        return child(table, path: field(key))
    }

    /// A table that must be given; an empty one, in which everything required is missing, after an error.
    public func table(_ key: String) -> DocumentTable {
        if found(key) == nil { report("is missing; it is a table: [\(field(key))]", at: key) }
        // What is missing within a table that is missing itself would only be noise.
        return optionalTable(key) ?? empty(key, findings: DocumentFindings(file: findings.file))
    }

    /// A table whose keys all have defaults; an empty one where it is left out.
    public func tableOrDefaults(_ key: String) -> DocumentTable {
        optionalTable(key) ?? empty(key, findings: findings)
    }

    private func empty(_ key: String, findings: DocumentFindings) -> DocumentTable {
        let place = TOMLTableNode(origin: .implied, position: node.position)
        return DocumentTable(node: place, path: field(key), findings: findings)
    }

    /// The elements of an array of tables; none where it is left out.
    public func tables(_ key: String, count: ClosedRange<Int>) -> [DocumentTable] {
        guard let node = found(key) else { return [] }
        guard case .tables(let tables) = node.content else {
            report("each is a table of its own here: [[\(field(key))]], not \(node.kind)", at: key)
            return []
        }
        guard count.contains(tables.count) else {
            report("there are \(tables.count); allowed are \(count.lowerBound) to \(count.upperBound)", at: key)
            return []
        }
        return tables.enumerated().map { index, table in
            child(table, path: "\(field(key))[\(index + 1)]")
        }
    }
}
