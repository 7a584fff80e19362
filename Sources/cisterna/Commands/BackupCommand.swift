// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ControlInterface
import Foundation
import RigFile
import Varlink

/// `cisterna backup`.
struct BackupCommand: ProgrammerCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the whole record into a file, while the pump runs.",
        usage: "cisterna backup [--force] <file>",
        discussion: """
            The copy is checked, page by page and entry by entry, before it is sent, and its bytes when they have come. \
            `cisterna restore` puts one back.
            """)

    @OptionGroup var options: Options

    @Flag(help: "Replace a file that is there.")
    var force = false

    @Argument(help: "The file to write.")
    var file: String

    func perform(_ session: Session) async throws {
        guard force || !FileManager.default.fileExists(atPath: file) else {
            throw BadRecordFile(path: file, what: "is there already: name another file, or say --force")
        }
        let young = file + ".part"
        guard FileManager.default.createFile(atPath: young, contents: nil, attributes: [.posixPermissions: 0o640]),
            let output = FileHandle(forUpdatingAtPath: young)
        else { throw NotWritten(path: young, call: "open", errno: errno) }
        do {
            let whole = try await fetch(session, output)
            try output.synchronize()
            try output.close()
            guard rename(young, file) == 0 else { throw NotWritten(path: file, call: "rename", errno: errno) }
            session.show(
                ["file": .string(file), "bytes": .integer(whole.bytes), "sha256": .string(whole.sha256)],
                ["\(file): \(whole.bytes) bytes, SHA-256 \(whole.sha256)"])
        } catch {
            unlink(young)
            throw error
        }
    }

    /// Writes the parts; throws where they do not come to what was sent.
    private func fetch(_ session: Session, _ output: FileHandle) async throws -> (bytes: Int64, sha256: String) {
        let end = BackupEnd()
        nonisolated(unsafe) let output = output
        try await session.client.stream(.backup) { reply in
            let message = try reply.decode(BackupReply.self)
            if let part = message.part, let bytes = Data(base64Encoded: part) { try output.write(contentsOf: bytes) }
            guard let bytes = message.bytes, let sha256 = message.sha256 else { return true }
            await end.take(bytes, sha256)
            return false
        }
        guard let told = await end.told, let found = TextDigest.ofFile(output.fileDescriptor),
            found.bytes == told.bytes, found.hexadecimal == told.sha256
        else { throw BadRecordFile(path: file, what: "is not what was sent: ask for it again") }
        return told
    }
}

/// What the daemon says that the whole comes to.
private actor BackupEnd {
    private(set) var told: (bytes: Int64, sha256: String)?

    func take(_ bytes: Int64, _ sha256: String) { told = (bytes, sha256) }
}

/// A file of a record that cannot be what it should.
struct BadRecordFile: Error, Equatable {
    let path: String
    /// What is wrong, and what would be right.
    let what: String
}
