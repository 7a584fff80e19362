// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Goal: the project's files stay fit to hand on. Method: read each one that is kept.
@Suite("Tidy")
struct TidyTests {
    private static let texts: [(path: String, text: String)] = Repository.files().compactMap { path in
        Repository.text(path).map { (path, $0) }
    }

    /// Programs, scripts and units; not data, articles and the licence itself.
    private static func isCode(_ path: String) -> Bool {
        let endings = [
            ".c", ".h", ".conf", ".modulemap", ".py", ".rules", ".service", ".sh", ".socket", ".swift",
        ]
        return path == "Makefile" || path.hasPrefix(".ci/") || endings.contains { path.hasSuffix($0) }
    }

    @Test("Files are found")
    func filesAreFound() {
        let paths = Set(Self.texts.map(\.path))
        #expect(paths.isSuperset(of: ["Makefile", "LICENSE", "CHANGELOG.md", "Tests/HouseTests/TidyTests.swift"]))
    }

    @Test("Each source file names its licence in its first lines")
    func licenceIsNamed() {
        let line = "SPDX-License-Identifier: Apache-2.0"
        for (path, text) in Self.texts where Self.isCode(path) {
            let head = text.split(separator: "\n", maxSplits: 3).prefix(3)
            #expect(head.contains { $0.contains(line) }, "\(path)")
        }
    }

    @Test("No source file is longer than 400 lines")
    func filesAreShort() {
        for (path, text) in Self.texts where Self.isCode(path) {
            let count = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
            #expect(count <= 400, "\(path)")
        }
    }

    @Test("No file names a path of somebody's machine")
    func noMachinePaths() throws {
        // A home or a workplace, as a path of its own: not the end of a longer one, nor of an address.
        let homes = try Regex("(^|[^\\w/.*~-])/(work|root|home|Users)(/|\\b)").anchorsMatchLineEndings()
        // A guest's root has its home, on every machine.
        for (path, text) in Self.texts where path != "LICENSE" && !path.hasPrefix("HardwareTests/vm/") {
            #expect(text.firstMatch(of: homes) == nil, "\(path)")
            #expect(!text.contains(".." + "/shared"), "\(path)")
        }
        #expect(("x = \"/ro" + "ot/a\"").firstMatch(of: homes) != nil)
        #expect(("/ho" + "me/somebody").firstMatch(of: homes) != nil)
        #expect("the frame/work of it".firstMatch(of: homes) == nil)
    }

    @Test("Nothing is left to do in a comment")
    func noLeftovers() {
        // Whole words: a template for mkdtemp ends in six of the last one's letter.
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"].map { Set([$0]) }
        for (path, text) in Self.texts where Self.isCode(path) || path.hasSuffix(".md") {
            let words = Set(text.split(whereSeparator: { !$0.isLetter && $0 != "_" }).map(String.init))
            for mark in marks { #expect(words.isDisjoint(with: mark), "\(path): \(mark)") }
        }
    }

    @Test("Lines end without spaces, files with one line end")
    func endsAreClean() {
        for (path, text) in Self.texts where Self.isCode(path) || path.hasSuffix(".md") {
            #expect(!text.contains(" \n") && !text.contains("\t\n") && !text.contains("\r"), "\(path)")
            #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"), "\(path)")
        }
    }

    @Test("The change log begins with what is unreleased")
    func changeLogHasUnreleased() throws {
        let text = try #require(Repository.text("CHANGELOG.md"))
        let heading = text.split(separator: "\n").first { $0.hasPrefix("## ") }
        #expect(heading == "## Unreleased")
    }

    @Test("The top level holds what belongs there")
    func topLevelIsTidy() {
        let known: Set<String> = ["Config", "HardwareTests", "Sources", "Tests", "packaging", "systemd"]
        // Hidden folders are git's, the build's or an editor's.
        for folder in Repository.folders(in: "") where !folder.hasPrefix(".") {
            #expect(known.contains(folder), "\(folder)")
        }
    }
}
