// SPDX-License-Identifier: Apache-2.0

/// A Varlink interface: its definition as text, and what the text declares.
public struct Interface: Sendable {
    /// The qualified name, as `org.varlink.service`.
    public let name: String
    /// The definition, verbatim.
    public let text: String
    /// In the order of the text.
    public let members: [InterfaceMember]

    /// The structures and enumerations that the interface declares.
    public let types: [String: InterfaceType]
    /// The fields that each method takes.
    public let methods: [String: [InterfaceField]]
    /// The fields that each method answers.
    public let replies: [String: [InterfaceField]]
    /// The fields that each error carries.
    public let errors: [String: [InterfaceField]]

    /// Parses a definition in the Varlink interface definition language.
    public init(_ text: String) throws(InterfaceError) {
        var parser = try InterfaceParser(text)
        (name, members) = try parser.parse()
        self.text = text
        var types: [String: InterfaceType] = [:]
        var methods: [String: [InterfaceField]] = [:]
        var replies: [String: [InterfaceField]] = [:]
        var errors: [String: [InterfaceField]] = [:]
        for member in members {
            switch member.declaration {
            case .type(let type): types[member.name] = type
            case .method(let parameters, let reply):
                methods[member.name] = parameters
                replies[member.name] = reply
            case .error(let parameters): errors[member.name] = parameters
            }
        }
        self.types = types
        self.methods = methods
        self.replies = replies
        self.errors = errors
    }

    /// Holds the parameters of a call to the definition.
    ///
    /// Fields that are not declared, values of another type and missing fields that may not be null are refused.
    ///
    /// - Returns: nil when they fit, else the name of the offending parameter: a path with dots, in which an element
    ///   of an array goes by its index from 0. Empty when the parameters as a whole, or the method, are not known.
    public func validate(parameters: JSONValue, of method: String) -> String? {
        validate(parameters, against: methods[method])
    }

    /// Holds the parameters of one reply to the definition, as ``validate(parameters:of:)`` does.
    public func validate(reply: JSONValue, of method: String) -> String? {
        validate(reply, against: replies[method])
    }

    /// Holds the parameters of an error reply to the definition, as ``validate(parameters:of:)`` does.
    public func validate(errorParameters: JSONValue, of error: String) -> String? {
        validate(errorParameters, against: errors[error])
    }

    private func validate(_ value: JSONValue, against fields: [InterfaceField]?) -> String? {
        guard let fields else { return "" }
        return InterfaceValidator(types: types).offence(in: value, against: .structure(fields))
    }
}
