// SPDX-License-Identifier: Apache-2.0

/// One setting of a prescription, as a person reads it.
public struct Setting: Hashable, Sendable {
    /// The key's path in the therapy file; a drug is known by its name: `drug[dye].concentration`.
    public let field: String
    /// The value with its unit, whatever the unit in the file was.
    public let text: String
}
