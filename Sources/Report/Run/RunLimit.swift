// SPDX-License-Identifier: Apache-2.0

/// Something that bounds every prescription.
public struct RunLimit: Codable, Hashable, Sendable {
    public var name: String
    public var text: String

    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
