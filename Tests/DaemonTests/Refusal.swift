// SPDX-License-Identifier: Apache-2.0
import Varlink

/// An error of the interfaces, without its interface.
struct Refusal {
    let name: String
    let parameters: JSONValue

    init(_ error: CallError) {
        name = error.name.split(separator: ".").last.map(String.init) ?? error.name
        parameters = error.parameters
    }

    subscript(field: String) -> JSONValue? { parameters[field] }

    /// The problems of a document.
    var problems: [JSONValue] {
        guard case .array(let problems) = parameters["problems"] else { return [] }
        return problems
    }
}
