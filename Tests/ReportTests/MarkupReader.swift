// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Reads markup as XML, and notes what it holds. Python's expat reads: Foundation's parser would bring a library along that the
/// guests of the hardware tests, which run this same bundle, do not have.
struct MarkupReader {
    private(set) var elements: [(name: String, attributes: [String: String])] = []
    private(set) var text = ""
    private(set) var error: String?

    private static let script = """
        import json, sys, xml.parsers.expat as expat
        found = {"elements": [], "text": "", "error": None}
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, attributes: found["elements"].append(
            {"name": name, "attributes": attributes})
        def take(text): found["text"] += text
        parser.CharacterDataHandler = take
        try: parser.Parse(sys.stdin.buffer.read(), True)
        except expat.ExpatError as error: found["error"] = str(error)
        json.dump(found, sys.stdout)
        """

    private struct Found: Decodable {
        struct Element: Decodable {
            let name: String
            let attributes: [String: String]
        }

        let elements: [Element]
        let text: String
        let error: String?
    }

    init(_ markup: String) {
        do {
            let found = try Self.read(markup)
            elements = found.elements.map { ($0.name, $0.attributes) }
            (text, error) = (found.text, found.error)
        } catch {
            self.error = "\(error)"
        }
    }

    private static func read(_ markup: String) throws -> Found {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        process.executableURL = URL(
            fileURLWithPath: ProcessInfo.processInfo.environment["CISTERNA_TEST_PYTHON"]
                ?? root.appendingPathComponent(".build/venv/bin/python3").path)
        process.arguments = ["-c", script]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // Read first by the script, whole: it writes nothing before.
        try input.fileHandleForWriting.write(contentsOf: Data(markup.utf8))
        try input.fileHandleForWriting.close()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(Found.self, from: said)
    }

    var names: Set<String> { Set(elements.map(\.name)) }
    var ids: [String] { elements.compactMap { $0.attributes["id"] } }

    func count(_ name: String) -> Int { elements.count { $0.name == name } }
}
