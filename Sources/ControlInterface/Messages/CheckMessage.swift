// SPDX-License-Identifier: Apache-2.0

/// One check of a self-test.
public struct CheckMessage: Codable, Sendable, Equatable {
    public var name: String
    public var passed: Bool
    public var text: String

    public init(name: String, passed: Bool, text: String) {
        self.name = name
        self.passed = passed
        self.text = text
    }
}
