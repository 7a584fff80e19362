// SPDX-License-Identifier: Apache-2.0

/// Why a text is no measure of the wanted kind, and what would be.
public struct MeasureError: Error, Hashable, Sendable {
    public let message: String

    public init(message: String) { self.message = message }
}
