// SPDX-License-Identifier: Apache-2.0

/// Why a text is no Varlink interface definition, and where.
public struct InterfaceError: Error, Sendable, Equatable, CustomStringConvertible {
    public let message: String
    /// From 1.
    public let line: Int
    /// From 1, counted in characters.
    public let column: Int

    public var description: String { "line \(line), column \(column): \(message)" }
}
