// SPDX-License-Identifier: Apache-2.0

/// A type whose values have names that records keep. A name never changes once it was released: other programs, and
/// records of years ago, know it. The names are the kebab-cased names of the cases.
public protocol StablyNamed: Equatable, Sendable {
    /// Every value that has a name.
    static var allNamed: [Self] { get }
    /// Lower case, words joined by hyphens.
    var name: String { get }
}

extension StablyNamed {
    /// The value of that name; nil where there is none.
    public init?(name: String) {
        guard let found = Self.allNamed.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
