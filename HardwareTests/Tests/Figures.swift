// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What was measured, one JSON object a line, for the tables that are printed at the end.
enum Figures {
    /// Appends a row to a table; columns in the order given.
    static func add(_ table: String, _ columns: KeyValuePairs<String, String>) {
        let cells = columns.map { "[\(quoted($0.key)),\(quoted($0.value))]" }.joined(separator: ",")
        let line = "{\"table\":\(quoted(table)),\"row\":[\(cells)]}\n"
        guard let folder = ProcessInfo.processInfo.environment["CISTERNA_HARDWARE_OUT"],
            let file = fopen("\(folder)/figures.jsonl", "a")
        else {
            print(line, terminator: "")
            return
        }
        fputs(line, file)
        fclose(file)
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
            .replacingOccurrences(of: "\n", with: " ")
        return "\"\(escaped)\""
    }

    /// Milliseconds with one digit, of nanoseconds.
    static func milliseconds(_ nanoseconds: Int64?) -> String {
        guard let nanoseconds else { return "never" }
        let tenths = (abs(nanoseconds) + 50_000) / 100_000
        return "\(nanoseconds < 0 ? "-" : "")\(tenths / 10).\(tenths % 10) ms"
    }

    /// Microseconds with one digit, of nanoseconds.
    static func microseconds(_ nanoseconds: Int64) -> String {
        nanoseconds == .max ? "none" : "\(nanoseconds / 1_000).\(nanoseconds % 1_000 / 100) us"
    }
}
