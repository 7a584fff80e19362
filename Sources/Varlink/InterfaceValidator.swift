// SPDX-License-Identifier: Apache-2.0

/// Holds a JSON value to a type of an interface definition.
///
/// It descends with the value, whose depth the JSON parser bounds: a type that contains itself ends with the value.
struct InterfaceValidator {
    let types: [String: InterfaceType]

    /// The path of the first value that does not fit, nil when all do.
    func offence(in value: JSONValue, against type: InterfaceType, path: String = "") -> String? {
        switch (type, value) {
        case (.bool, .bool), (.int, .integer), (.float, .integer), (.float, .double), (.string, .string),
            (.object, .object), (.nullable, .null):
            return nil
        case (.any, _):
            return value == .null ? path : nil
        case (.nullable(let wrapped), _):
            return offence(in: value, against: wrapped, path: path)
        case (.named(let name), _):
            guard let type = types[name] else { return path }
            return offence(in: value, against: type, path: path)
        case (.enumeration(let words), .string(let word)):
            return words.contains(word) ? nil : path
        case (.array(let element), .array(let elements)):
            return first(elements.enumerated().lazy.map { (String($0), $1, element) }, path)
        case (.map(let element), .object(let members)):
            return first(sorted(members).lazy.map { ($0.key, $0.value, element) }, path)
        case (.structure(let fields), .object(let members)):
            return offence(in: members, against: fields, path: path)
        default:
            return path
        }
    }

    private func offence(in members: [String: JSONValue], against fields: [InterfaceField], path: String) -> String? {
        let values = fields.lazy.map { ($0.name, members[$0.name] ?? .null, $0.type) }
        if let offence = first(values, path) { return offence }
        // Unknown members are looked for last: a misspelt field that may not be null is missed under its own name.
        let names = Set(fields.map(\.name))
        return sorted(members).first { !names.contains($0.key) }.map { join(path, $0.key) }
    }

    private func first(_ values: some Sequence<(String, JSONValue, InterfaceType)>, _ path: String) -> String? {
        for (name, value, type) in values {
            if let offence = offence(in: value, against: type, path: join(path, name)) { return offence }
        }
        return nil
    }

    /// Sorted, so that the same message always gives the same answer.
    private func sorted(_ members: [String: JSONValue]) -> [(key: String, value: JSONValue)] {
        members.sorted { $0.key < $1.key }
    }

    private func join(_ path: String, _ name: String) -> String {
        path.isEmpty ? name : "\(path).\(name)"
    }
}
