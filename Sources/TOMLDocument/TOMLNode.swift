// SPDX-License-Identifier: Apache-2.0

/// A value as it stands in the text, with its places.
struct TOMLNode {
    enum Content {
        case text(String)
        case integer(Int64)
        /// As written, and its nearest binary value; infinities and NaN included.
        case float(Double)
        case boolean(Bool)
        /// Dates and times: no key takes one.
        case moment
        case array([TOMLNode])
        case table(TOMLTableNode)
        case tables([TOMLTableNode])
    }

    let content: Content
    /// Where the key begins; for an array's element, where the value begins.
    let keyPosition: DocumentPosition
    let valuePosition: DocumentPosition

    /// What a person calls it, with its article.
    var kind: String {
        switch content {
        case .text: return "a text"
        case .integer, .float: return "a bare number"
        case .boolean: return "true or false"
        case .moment: return "a date or time"
        case .array: return "an array"
        case .table: return "a table"
        case .tables: return "an array of tables"
        }
    }
}
