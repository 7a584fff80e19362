// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Varlink

/// Goal: the parser takes RFC 8259 and nothing else, and what the writer writes comes back the same.
/// Method: tables of texts, and values and damage from seeds.
@Suite struct JSONTests {
    static let valid: [(String, JSONValue)] = [
        ("null", .null), (" true\n", true), ("false", false), ("0", 0), ("-0", 0), ("-7", -7),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("1.0", .double(1)), ("1e0", .double(1)),
        ("-2.5E-3", .double(-0.0025)), (#""""#, ""), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u00e9\uD83D\uDE00""#, "é😀"), (#""\u0000""#, "\u{0}"), ("[]", []), ("[ 1 , [ ] ]", [1, []]),
        ("{}", [:]), (#" { "a" : { "b" : null } } "#, ["a": ["b": nil]]),
    ]

    @Test(arguments: valid)
    func parses(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text.utf8) == value)
    }

    static let invalid: [(String, JSONError.Reason)] = [
        ("", .unexpectedEnd), (" ", .unexpectedEnd), ("nul", .unexpectedEnd), ("nulL", .unexpectedByte),
        ("1 2", .trailingBytes), ("01", .trailingBytes), ("+1", .unexpectedByte), ("-", .unexpectedEnd),
        ("1.", .unexpectedEnd), ("1.x", .badNumber), (".5", .unexpectedByte), ("1e", .unexpectedEnd),
        ("1e999", .numberTooLarge), ("NaN", .unexpectedByte), ("Infinity", .unexpectedByte),
        ("0x10", .trailingBytes), ("[1,]", .unexpectedByte), ("[1 2]", .unexpectedByte), ("[", .unexpectedEnd),
        ("[1", .unexpectedEnd), ("{", .unexpectedEnd), ("{1:2}", .unexpectedByte), (#"{"a" 1}"#, .unexpectedByte),
        (#"{"a":1,}"#, .unexpectedByte), (#"{"a":1,"a":1}"#, .duplicateMember),
        (#"{"\u0061":1,"a":1}"#, .duplicateMember), (#""abc"#, .unexpectedEnd), (#""\x""#, .badEscape),
        (#""\u12g4""#, .badEscape), (#""\u12"#, .unexpectedEnd), (#""\ud800""#, .badEscape),
        (#""\udc00""#, .badEscape), (#""\ud800\u0041""#, .badEscape), ("\"a\nb\"", .controlCharacter),
        ("'a'", .unexpectedByte), ("// a", .unexpectedByte), ("\u{FEFF}1", .unexpectedByte),
    ]

    @Test(arguments: invalid)
    func refuses(text: String, reason: JSONError.Reason) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text.utf8) }
        #expect(error?.reason == reason)
    }

    @Test(
        arguments: [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
        ] as [[UInt8]])
    func refusesWhatIsNotUTF8(bytes: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22] + bytes + [0x22]) }
        #expect(error?.reason == .notUTF8)
    }

    @Test func boundsTheDepth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
        }
        _ = try JSONValue(parsing: nested(JSONValue.maximumDepth))
        #expect(throws: JSONError(reason: .tooDeep, offset: 64)) { try JSONValue(parsing: nested(65)) }
        #expect(throws: JSONError.self) {
            try JSONValue(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 100_000))
        }
    }

    @Test func writesCompactAndSorted() {
        let value: JSONValue = ["b": [1, 2.5, nil, true], "a": ["z": "\u{1}\n\"é"], "": .double(.nan)]
        #expect(value.description == #"{"":null,"a":{"z":"\u0001\n\"é"},"b":[1,2.5,null,true]}"#)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func roundTrips(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let value = Self.generate(&generator, depth: 4)
        #expect(try JSONValue(parsing: value.encodedBytes()) == value)
        #expect(!value.encodedBytes().contains(0))
    }

    /// Whatever is cut out of or changed in valid JSON, the parser answers and does not trap.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func survivesDamage(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        var bytes = Self.generate(&generator, depth: 4).encodedBytes()
        for _ in 0..<8 {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[place] = UInt8.random(in: 0...255, using: &generator)
            if let value = try? JSONValue(parsing: bytes) {
                #expect(try JSONValue(parsing: value.encodedBytes()) == value)
            }
        }
    }

    @Test func carriesTypedMessages() throws {
        struct Message: Codable, Equatable {
            var text: String
            var number: Int64
            var share: Double
            var missing: Int?
            var list: [[String: Bool]]
            var raw: JSONValue
        }
        let message = Message(
            text: "é/\"", number: .max, share: 2, missing: nil, list: [["a": true]], raw: ["x": [1, 1.5, nil]]
        )
        let value = try JSONValue(encoding: message)
        #expect(value["missing"] == nil)
        #expect(value["number"] == .integer(.max))
        #expect(try value.decode(Message.self) == message)
        #expect(throws: DecodingError.self) { try JSONValue.object([:]).decode(Message.self) }
    }

    private static func generate(_ generator: inout SplitMix64, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(.random(using: &generator))
        case 2: return .integer(.random(in: .min ... .max, using: &generator))
        case 3:
            let number = Double(bitPattern: .random(in: 0 ... .max, using: &generator))
            return .double(number.isFinite ? number : 0.5)
        case 4: return .string(text(&generator))
        case 5:
            return .array(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in generate(&generator, depth: depth - 1) })
        default:
            var members: [String: JSONValue] = [:]
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                members[text(&generator)] = generate(&generator, depth: depth - 1)
            }
            return .object(members)
        }
    }

    private static func text(_ generator: inout SplitMix64) -> String {
        let alphabet: [Unicode.Scalar] = ["a", "\"", "\\", "\u{0}", "\u{1F}", "\u{7F}", "é", "\u{301}", "😀", "/", "\n"]
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...6, using: &generator) {
            text.append(alphabet.randomElement(using: &generator)!)
        }
        return String(text)
    }
}
