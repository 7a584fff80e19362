// SPDX-License-Identifier: Apache-2.0

/// Something that follows from a prescription.
public struct FigureMessage: Codable, Sendable, Equatable {
    public var name: String
    public var text: String

    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
