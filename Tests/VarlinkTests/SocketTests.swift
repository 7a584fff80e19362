// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Varlink

/// Goal: the socket file appears with its mode, replaces only the dead, and is gone afterwards; the peer is known.
@Suite(.timeLimit(.minutes(5))) struct SocketTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("a.sock") }

    private func status(_ path: String) -> stat? {
        var status = stat()
        return lstat(path, &status) == 0 ? status : nil
    }

    private func expectAnswer(at path: String) async throws {
        let client = try await Client.connect(path: path)
        #expect(try await client.call("com.example.bench.Echo", ["text": "x"]) == ["text": "x"])
        await client.close()
    }

    @Test(arguments: [0o600, 0o660, 0o666] as [UInt16])
    func makesTheFileWithItsModeAndRemovesIt(mode: UInt16) async throws {
        let server = try BenchServer.make()
        try await server.start(on: .path(path, mode: mode, groupID: getegid()))
        let file = try #require(status(path))
        #expect(file.st_mode == S_IFSOCK | mode_t(mode))
        #expect(file.st_gid == getegid())
        try await expectAnswer(at: path)
        await server.stop()
        #expect(status(path) == nil)
        await server.stop()
    }

    @Test func replacesAStaleFile() async throws {
        let dead = try SocketFile(path: path, mode: 0o600, groupID: nil)
        close(dead.descriptor)
        let server = try BenchServer.make()
        try await server.start(on: .path(path, mode: 0o600, groupID: nil))
        try await expectAnswer(at: path)
        await server.stop()
        #expect(status(path) == nil)
    }

    @Test func leavesTheFileOfItsSuccessorAlone() async throws {
        let server = try BenchServer.make()
        try await server.start(on: .path(path, mode: 0o600, groupID: nil))
        try #require(unlink(path) == 0)
        let successor = try BenchServer.make()
        try await successor.start(on: .path(path, mode: 0o600, groupID: nil))
        await server.stop()
        try await expectAnswer(at: path)
        await successor.stop()
        #expect(status(path) == nil)
    }

    @Test func refusesAPathInUse() async throws {
        let server = try BenchServer.make()
        try await server.start(on: .path(path, mode: 0o600, groupID: nil))
        let second = try BenchServer.make()
        await #expect(throws: ServerError.addressInUse(path)) {
            try await second.start(on: .path(path, mode: 0o600, groupID: nil))
        }
        try await expectAnswer(at: path)
        await server.stop()
        try await second.start(on: .path(path, mode: 0o600, groupID: nil))
        try await expectAnswer(at: path)
        await second.stop()
    }

    @Test func refusesWhileAnotherOneStarts() throws {
        let lock = open(folder.path, O_RDONLY)
        defer { close(lock) }
        try #require(flock(lock, LOCK_EX) == 0)
        #expect(throws: ServerError.addressInUse(path)) { try SocketFile(path: path, mode: 0o600, groupID: nil) }
    }

    @Test func leavesOtherFilesAlone() throws {
        try Data("x".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: ServerError.notASocket(path)) { try SocketFile(path: path, mode: 0o600, groupID: nil) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("x".utf8))
    }

    @Test func namesTheFailedCall() {
        let missing = folder.file("missing/a.sock")
        #expect(throws: ServerError.system(SystemCallError(call: "open(\(folder.file("missing")))", errno: ENOENT))) {
            try SocketFile(path: missing, mode: 0o600, groupID: nil)
        }
        let long = folder.file(String(repeating: "x", count: 108))
        #expect(throws: ServerError.system(SystemCallError(call: "bind(\(long))", errno: ENAMETOOLONG))) {
            try SocketFile(path: long, mode: 0o600, groupID: nil)
        }
    }

    @Test func listensOnAnInheritedDescriptor() async throws {
        let inherited = try SocketFile(path: path, mode: 0o600, groupID: nil)
        // As systemd hands it over: blocking, and open for programs that we start.
        _ = fcntl(inherited.descriptor, F_SETFL, 0)
        _ = fcntl(inherited.descriptor, F_SETFD, 0)
        let early = try RawPeer(path)
        try await early.send(messages: callText("Echo", #"{"text":"early"}"#))
        let server = try BenchServer.make()
        try await server.start(on: .descriptor(inherited.descriptor))
        #expect(fcntl(inherited.descriptor, F_GETFD) == FD_CLOEXEC)
        #expect(try await early.receive() == #"{"parameters":{"text":"early"}}"#)
        try await expectAnswer(at: path)
        await server.stop()
        #expect(status(path) != nil, "the file belongs to who made it")
    }

    @Test func refusesADescriptorThatDoesNotListen() async throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        let server = try BenchServer.make()
        for wrong in [descriptor, -1] {
            await #expect(throws: ServerError.notListening(wrong)) { try await server.start(on: .descriptor(wrong)) }
        }
    }

    @Test func knowsThePeer() async throws {
        try await BenchServer.run { bench in
            let client = try await Client.connect(path: bench.path)
            let who = try await client.call("com.example.bench.Who")
            #expect(who["user"] == .integer(Int64(getuid())))
            #expect(who["process"] == .integer(Int64(getpid())))
            var groups = [gid_t](repeating: 0, count: Int(getgroups(0, nil)))
            _ = getgroups(Int32(groups.count), &groups)
            #expect(who["groups"] == .array(Set(groups + [getegid()]).sorted().map { .integer(Int64($0)) }))
        }
    }

    @Test func growsUntilAllGroupsFit() throws {
        var pair: [Int32] = [0, 0]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        defer { for end in pair { close(end) } }
        let all = try PeerCredentials.groups(descriptor: pair[0], capacity: 1024)
        #expect(try PeerCredentials.groups(descriptor: pair[0], capacity: 0) == all)
        #expect(all.count == Int(getgroups(0, nil)))
        #expect(throws: SystemCallError(call: "getsockopt(SO_PEERCRED)", errno: EBADF)) {
            try PeerCredentials(descriptor: -1)
        }
    }
}
