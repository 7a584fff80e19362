// SPDX-License-Identifier: Apache-2.0

/// A table under construction, and then as read.
final class TOMLTableNode {
    /// How the table came to be, which decides how it may still grow.
    enum Origin {
        /// By a header below it only: a header of its own may follow.
        case implied
        case header
        /// By dotted keys: no header may reopen it.
        case dotted
        /// Complete where it stands.
        case inline
    }

    var origin: Origin
    var position: DocumentPosition
    private(set) var keys: [String] = []
    private(set) var nodes: [String: TOMLNode] = [:]

    init(origin: Origin, position: DocumentPosition) {
        self.origin = origin
        self.position = position
    }

    subscript(key: String) -> TOMLNode? {
        get { nodes[key] }
        set {
            if nodes[key] == nil { keys.append(key) }
            nodes[key] = newValue
        }
    }
}
