// SPDX-License-Identifier: Apache-2.0

/// A type, a method or an error that an interface declares.
public struct InterfaceMember: Sendable, Equatable {
    /// What the member declares.
    public enum Declaration: Sendable, Equatable {
        /// A structure or an enumeration.
        case type(InterfaceType)
        case method(parameters: [InterfaceField], reply: [InterfaceField])
        case error(parameters: [InterfaceField])
    }

    public let name: String
    public let declaration: Declaration
    /// The comment lines right above the member, without `#`; empty when there are none.
    public let documentation: String
}
