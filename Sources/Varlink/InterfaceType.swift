// SPDX-License-Identifier: Apache-2.0

/// A type of the Varlink interface definition language.
public indirect enum InterfaceType: Sendable, Equatable {
    case bool
    /// A JSON number without fraction and exponent, within `Int64`.
    case int
    /// Any JSON number.
    case float
    case string
    /// A JSON object of any content.
    case object
    /// Any JSON value but null.
    case any
    /// A type that the interface declares.
    case named(String)
    case structure([InterfaceField])
    /// One of these words.
    case enumeration([String])
    /// The value, or null, or absent.
    case nullable(InterfaceType)
    case array(InterfaceType)
    /// An object with free member names; `[string]()` is a set of strings.
    case map(InterfaceType)
}
