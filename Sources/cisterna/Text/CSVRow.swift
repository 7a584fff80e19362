// SPDX-License-Identifier: Apache-2.0

/// A row of comma-separated values (RFC 4180).
enum CSVRow {
    /// With its line end. What holds a comma, a quote or a line end is quoted.
    static func text(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") + "\r\n" }

    private static func quoted(_ field: String) -> String {
        // By scalars: a carriage return and a line feed are one character.
        guard field.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
