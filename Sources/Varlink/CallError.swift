// SPDX-License-Identifier: Apache-2.0

/// An error reply: thrown by a ``CallHandler`` to answer a call, and by ``Client`` when a service answers so.
public struct CallError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Qualified: `interface.Error`.
    public let name: String
    /// An object.
    public let parameters: JSONValue

    public init(name: String, parameters: JSONValue = [:]) {
        self.name = name
        self.parameters = parameters
    }

    /// With typed parameters.
    ///
    /// - Throws: `EncodingError`.
    public init(name: String, encoding parameters: some Encodable) throws {
        self.init(name: name, parameters: try JSONValue(encoding: parameters))
    }

    public var description: String {
        parameters == [:] ? name : "\(name) \(parameters)"
    }
}

extension CallError {
    /// The service has no interface of this name.
    public static func interfaceNotFound(_ interface: String) -> CallError {
        CallError(name: "org.varlink.service.InterfaceNotFound", parameters: ["interface": .string(interface)])
    }

    /// The interface has no method of this (qualified) name.
    public static func methodNotFound(_ method: String) -> CallError {
        CallError(name: "org.varlink.service.MethodNotFound", parameters: ["method": .string(method)])
    }

    /// The interface declares the (qualified) method but the service does not offer it.
    public static func methodNotImplemented(_ method: String) -> CallError {
        CallError(name: "org.varlink.service.MethodNotImplemented", parameters: ["method": .string(method)])
    }

    /// A parameter is unknown, missing or ill-typed.
    public static func invalidParameter(_ parameter: String) -> CallError {
        CallError(name: "org.varlink.service.InvalidParameter", parameters: ["parameter": .string(parameter)])
    }

    /// The peer may not make this call.
    public static let permissionDenied = CallError(name: "org.varlink.service.PermissionDenied")

    /// The method makes sense as a stream only, and the call does not ask for `more`.
    public static let expectedMore = CallError(name: "org.varlink.service.ExpectedMore")

    /// The method makes sense with `upgrade` only, and the call does not ask for it.
    public static let expectedUpgrade = CallError(name: "org.varlink.service.ExpectedUpgrade")
}
