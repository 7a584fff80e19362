// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The project's own files, found from this file's place in it.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Everything that is kept: no build products, no local state, nothing of git's.
    private static let kept = [
        ".ci", ".gitignore", ".swift-format", "CHANGELOG.md", "Config", "HardwareTests", "LICENSE", "Makefile",
        "Package.swift", "README.md", "Sources", "Tests", "systemd",
    ]

    /// Paths from the root, sorted.
    static func files() -> [String] {
        var found: [String] = []
        for name in kept {
            let url = root.appending(path: name)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { continue }
            guard isFolder.boolValue else {
                found.append(name)
                continue
            }
            for path in (try? FileManager.default.subpathsOfDirectory(atPath: url.path)) ?? [] {
                var isInnerFolder: ObjCBool = false
                let inner = url.appending(path: path).path
                guard FileManager.default.fileExists(atPath: inner, isDirectory: &isInnerFolder) else { continue }
                // Editors and interpreters leave files behind that are nobody's.
                let isLeftover = path.hasSuffix(".swp") || path.contains("__pycache__")
                if !isInnerFolder.boolValue && !isLeftover { found.append("\(name)/\(path)") }
            }
        }
        return found.sorted()
    }

    /// The text of a file, or nil where it is not text.
    static func text(_ path: String) -> String? {
        try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The names of the folders directly within one.
    static func folders(in path: String) -> [String] {
        let url = root.appending(path: path)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return names.filter { name in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: url.appending(path: name).path, isDirectory: &isFolder)
            return exists && isFolder.boolValue
        }
        .sorted()
    }
}
