// SPDX-License-Identifier: Apache-2.0

/// Everything that is wrong with a document, so that it is mended in one go; in the order of the text, never empty.
public struct DocumentErrors: Error, Hashable, Sendable, CustomStringConvertible {
    public let errors: [DocumentError]

    /// - Precondition: `errors` is not empty.
    public init(_ errors: [DocumentError]) {
        precondition(!errors.isEmpty, "a failure has a reason")
        self.errors = errors.sorted { $0.position < $1.position }
    }

    /// One error a line.
    public var description: String { errors.map(\.description).joined(separator: "\n") }
}
