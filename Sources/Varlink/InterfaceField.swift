// SPDX-License-Identifier: Apache-2.0

/// A field of a structure in an interface definition.
public struct InterfaceField: Sendable, Equatable {
    public let name: String
    public let type: InterfaceType
    /// The comment lines right above the field, without `#`; empty when there are none.
    public let documentation: String
}
