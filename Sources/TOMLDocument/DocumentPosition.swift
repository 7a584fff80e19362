// SPDX-License-Identifier: Apache-2.0

/// A place in a document's text. Columns count code points, as editors do.
public struct DocumentPosition: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// From 1.
    public let line: Int
    /// From 1.
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Where every document begins.
    public static var start: DocumentPosition { DocumentPosition(line: 1, column: 1) }

    public static func < (left: DocumentPosition, right: DocumentPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }

    public var description: String { "\(line):\(column)" }
}
