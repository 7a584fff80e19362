// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Testing

@testable import cisterna

/// Goal: the man pages say what the programs take, no more and no less, and every reader shows them. Method: the pages as
/// they are installed, beside the program's own description and the tools that read them.
@Suite("Man pages", .timeLimit(.minutes(5)))
final class ManPageTests {
    private static let pages = [
        "man1/cisterna.1", "man1/cisterna-bench.1", "man5/cisternad.toml.5", "man8/cisternad.8",
    ]
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "man-\(UInt32.random(in: 0...UInt32.max))")
        let made = try Self.run(
            Self.root.appending(path: ".ci/man").path, [FakeSSH.programs.path, folder.path])
        try #require(made.status == 0, "\(made.said)")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws -> (status: Int32, said: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }

    private func text(_ page: String) throws -> String {
        try String(contentsOf: folder.appending(path: page), encoding: .utf8)
    }

    /// From one heading to the next, by what it is called.
    private static func sections(_ page: String) -> [String: String] {
        let parts = "\n\(page)".components(separatedBy: "\n.S").dropFirst()
        let named = parts.map { part in
            let line = part.prefix { $0 != "\n" }
            return (String(line.dropFirst(2)), String(part))
        }
        return Dictionary(named) { $1 + $0 }
    }

    private struct Command {
        var path: [String]
        var options: Set<String>
        var arguments: Set<String>
    }

    /// All commands of a program, from what it says of itself.
    private static func commands(of program: String) throws -> [Command] {
        let dump = try run(FakeSSH.programs.appending(path: program).path, ["--experimental-dump-help"]).said
        let object = try JSONSerialization.jsonObject(with: Data(dump.utf8)) as? [String: Any]
        return Self.commands(try #require(object?["command"] as? [String: Any]), [])
    }

    private static func commands(_ command: [String: Any], _ path: [String]) -> [Command] {
        var one = Command(path: path, options: [], arguments: [])
        for argument in command["arguments"] as? [[String: Any]] ?? [] where argument["shouldDisplay"] as? Bool == true
        {
            let names = (argument["names"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
            if names.isEmpty, let value = argument["valueName"] as? String { one.arguments.insert(value) }
            one.options.formUnion(names)
        }
        let inner = (command["subcommands"] as? [[String: Any]] ?? []).flatMap { inner -> [Command] in
            guard let name = inner["commandName"] as? String, name != "help" else { return [] }
            return commands(inner, path + [name])
        }
        return [one] + inner
    }

    @Test(
        "Each command and option of a program is on its page, in its place",
        arguments: [("cisterna", 1), ("cisterna-bench", 1), ("cisternad", 8)])
    func everythingIsThere(program: String, section: Int) throws {
        let sections = Self.sections(try text("man\(section)/\(program).\(section)"))
        let general = try #require(sections["DESCRIPTION"])
        let commands = try Self.commands(of: program)
        #expect(commands.count > (program == "cisternad" ? 0 : 3))
        for command in commands {
            let own = command.path.isEmpty ? general : sections[command.path.joined(separator: " ")]
            let isGroup = commands.contains { $0.path.dropLast() == command.path[...] && !command.path.isEmpty }
            guard let own else {
                #expect(isGroup, "\(command.path)")
                continue
            }
            for option in command.options {
                let spelling = "Fl \(option.count > 1 ? "-" : "")\(option)"
                let lines = (own + general).split(separator: "\n").filter { $0.hasPrefix(".It ") }
                #expect(lines.contains { "\($0) ".contains("\(spelling) ") }, "\(command.path) \(option)")
            }
            for argument in command.arguments { #expect(own.contains(".It Ar \(argument)\n"), "\(command.path)") }
        }
    }

    @Test("The configuration's page has each of its keys, and the roles by their names")
    func configurationIsThere() throws {
        let page = try text("man5/cisternad.toml.5")
        for key in [
            "name", "rig", "state", "socket", "drugs", "speed-up", "keep-events-days", "snapshots", "observer",
            "patient",
            "programmer", "service",
        ] {
            #expect(page.contains(".It Cm \(key)\n"), "\(key)")
        }
        let roots = page.split(separator: "\n").filter { $0.hasPrefix(".It Cm ") }
        // The rig file, and the lines of a simulated rig.
        #expect(roots.count == 13)
    }

    @Test("The exit codes are those of the program")
    func exitCodesAreThere() throws {
        let page = try text("man1/cisterna.1")
        for status in 0...255 {
            let isKnown = ExitStatus(rawValue: Int32(status)) != nil
            #expect(page.contains("\n.It \(status)\n") == isKnown, "\(status)")
        }
    }

    @Test(
        "mandoc has nothing to say",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/mandoc"), "mandoc is not installed"))
    func mandocIsContent() throws {
        for page in Self.pages {
            let lint = try Self.run("/usr/bin/mandoc", ["-T", "lint", folder.appending(path: page).path])
            // Pages that are installed with this one are none of this machine's yet.
            let left = lint.said.split(separator: "\n").filter { !$0.contains("referenced manual not found: Xr") }
            #expect(left.filter { !$0.contains("outdated mandoc.db") }.isEmpty, "\(lint.said)")
        }
    }

    @Test(
        "groff warns of nothing",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/groff"), "groff is not installed"))
    func groffIsContent() throws {
        for page in Self.pages {
            let read = try Self.run(
                "/usr/bin/groff", ["-ww", "-mdoc", "-Tutf8", "-z", folder.appending(path: page).path])
            #expect(read.status == 0 && read.said.isEmpty, "\(read.said)")
        }
    }
}
