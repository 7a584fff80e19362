// SPDX-License-Identifier: Apache-2.0

/// Why some bytes are not JSON that this module takes, and where.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: String, Sendable {
        case unexpectedEnd = "unexpected end"
        case unexpectedByte = "unexpected byte"
        case trailingBytes = "bytes after the value"
        case badNumber = "not a JSON number"
        case numberTooLarge = "number beyond the range of a double"
        case badEscape = "bad escape sequence"
        case controlCharacter = "control character in a string"
        case notUTF8 = "not UTF-8"
        case duplicateMember = "duplicate member"
        case tooDeep = "nested too deeply"
    }

    public let reason: Reason
    /// Byte offset, from 0.
    public let offset: Int

    public var description: String { "\(reason.rawValue) at byte \(offset)" }
}
