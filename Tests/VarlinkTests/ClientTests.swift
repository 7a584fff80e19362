// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOConcurrencyHelpers
import Testing

@testable import Varlink

/// Goal: a caller can tell what went wrong, and a client keeps replies and calls together.
@Suite(.timeLimit(.minutes(5))) struct ClientTests {
    private let folder = TemporaryFolder()

    @Test func saysThatNothingRuns() async throws {
        let missing = folder.file("missing.sock")
        await #expect(throws: ClientError(kind: .notRunning, call: "connect(\(missing))", errno: ENOENT)) {
            try await Client.connect(path: missing)
        }
        let dead = try SocketFile(path: folder.file("dead.sock"), mode: 0o600, groupID: nil)
        close(dead.descriptor)
        await #expect(throws: ClientError(kind: .notRunning, call: "connect(\(dead.path))", errno: ECONNREFUSED)) {
            try await Client.connect(path: dead.path)
        }
        let long = String(repeating: "x", count: 200)
        await #expect(throws: ClientError(kind: .system, call: "connect(\(long))", errno: ENAMETOOLONG)) {
            try await Client.connect(path: long)
        }
        #expect(ClientError(connecting: "/a", errno: EACCES).kind == .notPermitted)
    }

    @Test(.enabled(if: getuid() != 0, "root may open every socket"))
    func saysThatItMayNot() async throws {
        let closed = try SocketFile(path: folder.file("closed.sock"), mode: 0, groupID: nil)
        defer { close(closed.descriptor) }
        await #expect(throws: ClientError(kind: .notPermitted, call: "connect(\(closed.path))", errno: EACCES)) {
            try await Client.connect(path: closed.path)
        }
    }

    @Test func callsInOrder() async throws {
        try await BenchServer.run { bench in
            let client = try await Client.connect(path: bench.path)
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let text = JSONValue.string("\(number)")
                        return try await client.call("com.example.bench.Echo", ["text": text]) == ["text": text]
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test func carriesTypedCalls() async throws {
        struct Numbers: Codable { let first, second: Int }
        struct Sum: Codable { let sum: Int }
        try await BenchServer.run { bench in
            let client = try await Client.connect(path: bench.path)
            let sum: Sum = try await client.call("com.example.bench.Add", encoding: Numbers(first: 40, second: 2))
            #expect(sum.sum == 42)
        }
    }

    @Test func throwsErrorReplies() async throws {
        try await BenchServer.run { bench in
            let client = try await Client.connect(path: bench.path)
            let refused = CallError(
                name: "com.example.bench.Refused", parameters: ["reason": "no", "remainingSeconds": 12])
            await #expect(throws: refused) { try await client.call("com.example.bench.Refuse") }
            await #expect(throws: refused) {
                for try await _ in client.stream("com.example.bench.Refuse") { #expect(Bool(false)) }
            }
            #expect(try await client.call("com.example.bench.Echo", ["text": "x"]) == ["text": "x"])
        }
    }

    @Test func streamsThenCalls() async throws {
        try await BenchServer.run { bench in
            let client = try await Client.connect(path: bench.path)
            var numbers: [Int64?] = []
            for try await reply in client.stream("com.example.bench.Count", ["to": 200]) {
                numbers.append(reply["number"]?.number)
            }
            #expect(numbers == Array(1...200))
            #expect(try await client.call("com.example.bench.Echo", ["text": "x"]) == ["text": "x"])
        }
    }

    @Test func closesWhenAStreamIsDropped() async throws {
        try await BenchServer.run { bench in
            let client = try await Client.connect(path: bench.path)
            for try await reply in client.stream("com.example.bench.Watch") {
                #expect(reply == ["number": 1])
                break
            }
            await bench.probe.wait(for: "cancelled")
            await #expect(throws: ClientError(kind: .closed, call: "com.example.bench.Who")) {
                try await client.call("com.example.bench.Who")
            }
        }
    }

    @Test func closesWhenATaskIsCancelled() async throws {
        try await BenchServer.run { bench in
            let client = try await Client.connect(path: bench.path)
            let task = Task { try await client.call("com.example.bench.Hold") }
            await bench.probe.wait(for: "holding")
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            await bench.probe.wait(for: "cancelled")
        }
    }

    @Test func sendsOnewayCalls() async throws {
        try await BenchServer.run { bench in
            let client = try await Client.connect(path: bench.path)
            try await client.oneway("com.example.bench.Note", ["text": "a"])
            await bench.probe.wait(for: "note a")
            await client.close()
            await #expect(throws: ClientError(kind: .closed, call: "com.example.bench.Note")) {
                try await client.oneway("com.example.bench.Note", ["text": "a"])
            }
        }
    }

    @Test func saysThatTheConnectionWasLost() async throws {
        try await BenchServer.run { bench in
            let client = try await Client.connect(path: bench.path)
            let call = Task { try await client.call("com.example.bench.Hold") }
            await bench.probe.wait(for: "holding")
            let stopped = Task { await bench.server.stop() }
            let error = await #expect(throws: ClientError.self) { try await call.value }
            #expect(error?.kind == .connectionLost)
            #expect(error?.call == "com.example.bench.Hold")
            await stopped.value
        }
    }

    /// More replies than wait in the client, and then the end: each one is delivered first.
    @Test func deliversWhatCameBeforeTheEnd() async throws {
        let socket = try SocketFile(path: folder.file("brief.sock"), mode: 0o600, groupID: nil)
        defer { close(socket.descriptor) }
        _ = fcntl(socket.descriptor, F_SETFL, 0)
        let client = try await Client.connect(path: socket.path)
        let stream = client.stream("a.B.C")
        let service = accept(socket.descriptor, nil, nil)
        let call = CallMessage(method: "a.B.C", parameters: [:], mode: .more).encodedBytes()
        var room = [UInt8](repeating: 0, count: call.count)
        #expect(recv(service, &room, room.count, Int32(MSG_WAITALL)) == call.count && room == call)
        let replies = (1...40).flatMap {
            ReplyMessage(parameters: ["number": .integer($0)], continues: true).encodedBytes()
        }
        #expect(replies.withUnsafeBytes { send(service, $0.baseAddress, $0.count, 0) } == replies.count)
        close(service)
        var numbers: [Int64?] = []
        let error = await #expect(throws: ClientError.self) {
            for try await reply in stream { numbers.append(reply["number"]?.number) }
        }
        #expect(error?.kind == .connectionLost)
        #expect(numbers == Array(1...40))
    }

    /// What a service may send that is no reply to the call.
    @Test(arguments: [
        "hello\0", "[]\0", #"{"parameters":5}\#0"#, #"{"error":5}\#0"#, #"{"continues":true}\#0"#, "{}\0{}\0",
        String(repeating: " ", count: 2000),
    ])
    func refusesBadReplies(text: String) async throws {
        let socket = try SocketFile(path: folder.file("bad.sock"), mode: 0o600, groupID: nil)
        defer { close(socket.descriptor) }
        _ = fcntl(socket.descriptor, F_SETFL, 0)
        let client = try await Client.connect(path: socket.path, maximumMessageBytes: 1000)
        let service = accept(socket.descriptor, nil, nil)
        defer { close(service) }
        let sent = Array(text.utf8).withUnsafeBytes { send(service, $0.baseAddress, $0.count, 0) }
        #expect(sent == text.utf8.count)
        let error = await #expect(throws: ClientError.self) {
            // The answer may come before its call, and of two answers the first may be taken.
            _ = try await client.call("a.B.C")
            while true { _ = try await client.call("a.B.C") }
        }
        guard case .badReply = error?.kind else { return #expect(error?.kind == nil) }
    }
}
