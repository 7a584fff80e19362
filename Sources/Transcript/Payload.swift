// SPDX-License-Identifier: Apache-2.0

/// What an entry of the record says, field by field. Numbers carry their unit in the field's name
/// (`volumePicoliters`).
public struct Payload: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    public private(set) var fields: [String: PayloadValue]

    public init(_ fields: [String: PayloadValue] = [:]) { self.fields = fields }

    /// Of two values of one field the last holds.
    public init(dictionaryLiteral elements: (String, PayloadValue)...) {
        fields = Dictionary(elements) { _, last in last }
    }

    /// A field's value; nil takes the field out.
    public subscript(field: String) -> PayloadValue? {
        get { fields[field] }
        set { fields[field] = newValue }
    }

    /// One line of JSON: no spaces, keys sorted by their bytes, so that equal payloads have equal texts.
    public var text: String {
        var text = ""
        write(to: &text)
        return text
    }

    func write(to text: inout String) {
        text.append("{")
        var isFirst = true
        for (key, value) in fields.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            if !isFirst { text.append(",") }
            isFirst = false
            PayloadValue.writeString(key, to: &text)
            text.append(":")
            value.write(to: &text)
        }
        text.append("}")
    }
}
