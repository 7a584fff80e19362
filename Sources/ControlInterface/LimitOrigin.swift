// SPDX-License-Identifier: Apache-2.0
import Varlink

/// Where a limit is set, and whose it is; all nil for one of the pump's own.
public struct LimitOrigin: Sendable, Equatable {
    public var file: String?
    /// From 1.
    public var line: Int64?
    /// From 1.
    public var column: Int64?
    /// The rig, the drug library or the prescription, in words.
    public var whose: String?

    public init(file: String? = nil, line: Int64? = nil, column: Int64? = nil, whose: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.whose = whose
    }

    init(_ parameters: JSONValue) {
        self.init(
            file: parameters["file"]?.text, line: parameters["line"]?.number, column: parameters["column"]?.number,
            whose: parameters["whose"]?.text)
    }

    /// What is known, as the parameters of an error carry it, with its other members.
    func json(beside members: [String: JSONValue]) -> JSONValue {
        var members = members
        members["file"] = file.map(JSONValue.string)
        members["line"] = line.map(JSONValue.integer)
        members["column"] = column.map(JSONValue.integer)
        members["whose"] = whose.map(JSONValue.string)
        return .object(members)
    }
}
