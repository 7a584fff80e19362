// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLKit
import TestSupport
import Testing

@testable import TOMLDocument

/// What a document's reading throws, one error a line, without the file's name.
func failure(_ read: () throws -> Void) -> String {
    do {
        try read()
        return "accepted"
    } catch let errors as DocumentErrors {
        return errors.description.replacing("t.toml:", with: "")
    } catch {
        return "\(error)"
    }
}

@Suite("TOML documents")
struct DocumentTests {
    private func syntax(_ text: String) -> String {
        failure { _ = try DocumentTable(parsing: text, file: "t.toml") }
    }

    @Test(
        "Wrong syntax is named with its line and column",
        arguments: [
            ("a = 1\nb = ", "2:5: a value is expected here"),
            ("a 1", "1:3: “=” is expected after a key"),
            ("a = 1 b = 2", "1:5: “1 b = 2” is no value"),
            ("a = \"x\" b", "1:9: one statement a line"),
            ("a = \"x\n", "1:5: this text has no closing quote"),
            ("a = '''x\n", "1:5: this text has no closing quotes"),
            ("a = \"\\q\"", "1:6: no escape that TOML knows"),
            ("a = \"\\u0000\"", "1:6: no character has this code"),
            ("a = [1, 2", "1:10: “,” or “]” is expected"),
            ("a = { b = 1", "1:12: “,” or “}” is expected"),
            ("[a\n", "1:3: “]” is expected after the name of a table"),
            ("= 1", "1:1: a key is expected here"),
            ("a = 1\nb = 1\na = 2", "3:1: “a” is given twice; the first is in line 1"),
            ("[a]\nx = 1\n[a]\n", "3:2: “a” is given twice"),
            ("a = 1\n[a]\n", "2:2: “a” is given twice"),
            ("a = {b = 1}\n[a.c]\n", "2:2: “a” is given twice"),
            ("a.b = 1\n[a]\n", "2:2: “a” is given twice"),
            ("[[a]]\n[a]\n", "2:2: “a” is given twice"),
            ("[a]\n[[a]]\n", "2:3: “a” is given twice"),
            ("a = 99999999999999999999", "1:5: this whole number does not fit 64 bits"),
            ("a.b.c.d.e.f.g.h.i = 1", "1:17: a key has at most 8 parts"),
            ("a = [[[[[[[[[1]]]]]]]]]", "1:13: values nest at most 8 deep"),
            ("a = 1\u{0}", "1:6: a document is text"),
            ("a = 2026-13-41", "1:"),
        ])
    func syntaxErrors(text: String, says: String) {
        #expect(syntax(text).hasPrefix(says), "\(syntax(text))")
    }

    @Test("Columns count characters, and a byte-order mark and carriage returns change nothing")
    func columns() {
        #expect(syntax("a = \"µµ\" x").hasPrefix("1:10: "))
        #expect(syntax("\u{FEFF}a = 1\r\nb = \r\n").hasPrefix("2:5: "))
    }

    @Test("Huge and deep texts are refused before anything recurses")
    func bounds() {
        #expect(syntax(String(repeating: "#", count: 600_000)) == "1:1: a document has at most 512 KiB")
        #expect(syntax(String(repeating: "a.", count: 200_000) + "a = 1").contains("at most 8 parts"))
        #expect(syntax("a = " + String(repeating: "[", count: 200_000)).contains("nest at most 8 deep"))
        #expect(syntax("a = " + String(repeating: "{a=", count: 150_000)).contains("nest at most 8 deep"))
        #expect(syntax(String(repeating: "[[a]]\n", count: 50_000)).contains("has at most 64"))
    }

    @Test("Every kind of value reads as TOMLKit reads it")
    func sameAsTOMLKit() throws {
        let text = """
            basic = "a\\tb\\u00e9\\U0001F600\\\\"  # a comment
            literal = 'a\\b'
            lines = \"\"\"
            one
              two \\
                 three"\"\"\"
            raw = '''
            'x' \\n'''
            whole = -1_000
            hex = 0xFF
            float = 1.5e3
            yes = true
            "quoted key" = "x"
            a.b.c = "dotted"
            list = [
              "x", # inside
              "y",
            ]
            inline = { p = "1", q.r = "2" }
            [t.u]
            v = "deep"
            [[e]]
            n = "1"
            [[e]]
            n = "2"
            [e.sub]
            k = "of the second"
            """
        let ours = try DocumentTable(parsing: text, file: "t.toml")
        let theirs = try TOMLTable(string: text)
        for key in ["basic", "literal", "lines", "raw", "quoted key"] {
            guard case .text(let value)? = ours.node[key]?.content else {
                Issue.record("\(key) is no text")
                continue
            }
            #expect(value == theirs[key]?.string, "\(key)")
        }
        #expect(ours.integer("whole", within: -9_999...0) == -1_000)
        #expect(ours.integer("hex", within: 0...999) == 255)
        #expect(ours.boolean("yes", default: false))
        #expect(ours.table("a").table("b").text("c") == "dotted")
        #expect(ours.table("inline").table("q").text("r") == "2")
        #expect(ours.table("t").table("u").text("v") == "deep")
        let elements = ours.tables("e", count: 1...5)
        #expect(elements.map { $0.text("n") } == ["1", "2"])
        #expect(elements.last?.table("sub").text("k") == "of the second")
        #expect(ours.isSound)
    }

    @Test("Unknown keys are found everywhere and the nearest known one is named")
    func unknownKeys() {
        let text = "nam = \"x\"\n[limits]\nmax-rat = \"1 mL/day\"\nzebra = 1\n[[drug]]\nname = \"a\"\ncolour = 1\n"
        let says = failure {
            let root = try DocumentTable(parsing: text, file: "t.toml")
            _ = root.optionalText("name")
            let _: FlowRate? = root.table("limits").optional("max-rate")
            for drug in root.tables("drug", count: 1...5) { _ = drug.text("name") }
            try root.finish()
        }
        #expect(
            says == """
                1:1: nam: unknown key; did you mean “name”?
                3:1: limits.max-rat: unknown key; did you mean “max-rate”?
                4:1: limits.zebra: unknown key; known here: max-rate
                7:1: drug[1].colour: unknown key; known here: name
                """)
    }

    @Test("BR-S06: values of the wrong type are refused where they stand")
    func wrongTypes() {
        let text =
            "a = 1\nb = [\"1 mL\"]\nc = \"1\"\nd = \"no\"\ne = \"x\"\nf = 1\ng = [1, nan, \"2\", inf, 0]\nh = 1979-05-27\n"
        let says = failure {
            let root = try DocumentTable(parsing: text, file: "t.toml")
            let _: Volume = root.quantity("a")
            let _: Volume = root.quantity("b")
            _ = root.integer("c", within: 1...5)
            _ = root.boolean("d", default: true)
            _ = root.table("e")
            let _: Length = root.measure("f")
            _ = root.optionalNumbers("g", count: 1...9)
            _ = root.text("h")
            let _: Volume = root.quantity("i")
            try root.finish()
        }
        let lines = says.split(separator: "\n")
        let expected = [
            "1:1: i: is missing; it takes a volume in L, mL, uL, nL",
            "1:5: a: a volume is a text with its unit (one of L, mL, uL, nL), like “1.5 L”, not a bare number",
            "2:5: b: a volume is a text with its unit (one of L, mL, uL, nL), like “1.5 L”, not an array",
            "3:5: c: a whole number is expected here, not a text",
            "4:5: d: true or false is expected here, without quotes, not a text",
            "5:5: e: a table is expected here: [e], not a text",
            "6:5: f: a length is a text with its unit (one of cm, m, mm, um), like “1.5 cm”, not a bare number",
            "7:9: g[2]: a number", "7:14: g[3]: a number", "7:19: g[4]: a number", "7:24: g[5]: a number",
            "8:5: h: a text in quotes is expected here, not a date or time",
        ]
        #expect(lines.count == expected.count, "\(says)")
        for (line, start) in zip(lines, expected) { #expect(line.hasPrefix(start), "\(line)") }
    }

    @Test("Measures are exact and read back what they write")
    func measures() throws {
        #expect(try Length(measuring: "0.9 m").nanometers == 900_000_000)
        #expect(try Length(measuring: "0.5mm").description == "0.05 cm")
        #expect(try Length(measuring: "12 µm").nanometers == 12_000)
        for text in ["", "m", "1", "1. m", ".5 m", "-1 m", "1 furlong", "0.0000000001 m", "1e3 m", "1 m m"] {
            #expect(throws: MeasureError.self, "\(text)") { try Length(measuring: text) }
        }
        #expect(throws: MeasureError.self) { try Length(measuring: String(repeating: "9", count: 24) + " m") }
        #expect(throws: MeasureError.self) { try Length(measuring: String(repeating: "9", count: 25) + " m") }
        var random = SplitMix64(seed: 7)
        for _ in 0..<500 {
            let shift = Int64.random(in: 0...60, using: &random)
            let length = Length(nanometers: Int64.random(in: 0...Int64.max, using: &random) >> shift)
            #expect(try Length(measuring: length.description) == length)
        }
    }

    @Test("The place of every value can be had by its path")
    func places() throws {
        let text = "a = 1\n[b]\nc = { d = \"x\" }\n[[e]]\n[[e]]\nf = [1]\n  [[e.g]]\n  h = 2\n"
        let places = try DocumentTable(parsing: text, file: "t.toml").places.mapValues(\.description)
        #expect(
            places == [
                "a": "1:5", "b": "2:1", "b.c": "3:5", "b.c.d": "3:11", "e": "4:1", "e[1]": "4:1", "e[2]": "5:1",
                "e[2].f": "6:5", "e[2].g": "7:3", "e[2].g[1]": "7:3", "e[2].g[1].h": "8:7",
            ])
    }

    @Test("No noise traps, and what is accepted TOMLKit accepts", arguments: 0..<8)
    func noise(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let words = [
            "a", "b.c", "=", "[", "]", "{", "}", "\"", "'", "\"\"\"", "\n", "#", ",", "1", "-", "1.5", "true", " ",
            "\\",
            "é", "[[a]]\n", "[a.b]\n", "x = 1\n", "\r\n", "\u{0}", "nan", "2020-01-01", "\u{1F600}", "\\u12",
        ]
        for _ in 0..<400 {
            let count = Int.random(in: 0...30, using: &random)
            let text = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined()
            _ = try? DocumentTable(parsing: text, file: "noise")
            let bytes = (0..<count * 4).map { _ in UInt8.random(in: 0...255, using: &random) }
            _ = try? DocumentTable(parsing: String(decoding: bytes, as: UTF8.self), file: "noise")
        }
    }
}
