// SPDX-License-Identifier: Apache-2.0

extension DocumentTable {
    /// Where the value of each key stands, of this table and of those below it, by the key's path as errors name it
    /// (`drug[2].name`); a table's own place is where it begins. For whoever judges a value after the document is read.
    public var places: [String: DocumentPosition] {
        var places: [String: DocumentPosition] = [:]
        Self.collect(node, path: path, into: &places)
        return places
    }

    /// The reader's bound on nesting bounds this recursion.
    private static func collect(_ table: TOMLTableNode, path: String, into places: inout [String: DocumentPosition]) {
        for key in table.keys {
            guard let node = table[key] else { continue }
            let field = path.isEmpty ? key : "\(path).\(key)"
            places[field] = node.valuePosition
            switch node.content {
            case .table(let inner): collect(inner, path: field, into: &places)
            case .tables(let elements):
                for (index, element) in elements.enumerated() {
                    places["\(field)[\(index + 1)]"] = element.position
                    collect(element, path: "\(field)[\(index + 1)]", into: &places)
                }
            default: break
            }
        }
    }
}
