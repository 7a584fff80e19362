// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Varlink

@testable import ControlInterface

/// Goal: other clients understand the definitions. Method: PyPI `varlink` parses them too.
@Suite("PyPI varlink", .timeLimit(.minutes(5)))
struct PythonParserTests {
    private static let python = ProcessInfo.processInfo.environment["CISTERNA_TEST_PYTHON"] ?? ".build/venv/bin/python3"

    @Test("It finds the members that we find")
    func parsesAll() throws {
        try #require(
            FileManager.default.isExecutableFile(atPath: Self.python),
            "there is no \(Self.python): 'make deps' makes it, or CISTERNA_TEST_PYTHON names one that has varlink")
        let script = try #require(Bundle.module.url(forResource: "parse", withExtension: "py", subdirectory: "Peer"))
        let folder = FileManager.default.temporaryDirectory.appending(path: "idl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var paths: [String] = []
        for interface in InterfaceDefinition.all {
            let path = folder.appending(path: "\(interface.name).varlink")
            try Data(interface.text.utf8).write(to: path)
            paths.append(path.path)
        }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: Self.python)
        process.arguments = [script.path] + paths
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let expected = InterfaceDefinition.all.map { interface in
            ([interface.name] + interface.members.map(\.name).sorted()).joined(separator: " ")
        }
        #expect(process.terminationStatus == 0 && output == expected.joined(separator: "\n") + "\n", "\(output)")
    }
}
