// SPDX-License-Identifier: Apache-2.0

/// The first entry of the record that is not as it was written.
public struct BrokenEntryMessage: Codable, Sendable, Equatable {
    public var sequence: Int64
    public var text: String

    public init(
        sequence: Int64, text: String
    ) {
        self.sequence = sequence
        self.text = text
    }
}
