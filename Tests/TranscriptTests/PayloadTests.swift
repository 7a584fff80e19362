// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import Transcript

@Suite("Payloads")
struct PayloadTests {
    @Test("One line, keys sorted by their bytes, the same text for the same fields")
    func sorted() {
        var payload: Payload = ["b": 2, "a": true, "B": "x", "ä": .list([1, "two", false])]
        payload["inner"] = .object(["z": 1, "y": -9_223_372_036_854_775_808])
        payload["gone"] = 1
        payload["gone"] = nil
        #expect(
            payload.text
                == #"{"B":"x","a":true,"b":2,"inner":{"y":-9223372036854775808,"z":1},"ä":[1,"two",false]}"#)
        #expect(Payload().text == "{}")
    }

    @Test("Strings with anything in them come back as they were")
    func escapes() throws {
        let all = String(String.UnicodeScalarView((0..<0x250).compactMap(Unicode.Scalar.init)))
        for string in [all, "\"\\/\u{8}\u{c}\n\r\t", "\u{2028}\u{2029}\u{10FFFF}\u{1F9EA}", "e\u{301}\r\n", ""] {
            let text = (["s": .string(string), string: 1] as Payload).text
            #expect(!text.contains("\n") && !text.contains("\u{7F}"))
            let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            let found = try #require(object["s"] as? String)
            #expect(Array(found.unicodeScalars) == Array(string.unicodeScalars))
        }
    }
}
