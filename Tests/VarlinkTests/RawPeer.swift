// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import NIOConcurrencyHelpers

@testable import Varlink

/// A client that writes any bytes it likes. Its blocking calls run on a queue of its own.
final class RawPeer: Sendable {
    struct Failure: Error {
        let call: String
        let errno: Int32
    }

    let descriptor: Int32
    private let queue = DispatchQueue(label: "raw peer")
    private let received = NIOLockedValueBox<[UInt8]>([])

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let outcome = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard outcome == 0 else { throw Failure(call: "connect", errno: errno) }
    }

    /// The same connection with a queue of its own, to write while the other one reads.
    init(duplicating peer: RawPeer) throws {
        descriptor = dup(peer.descriptor)
        guard descriptor >= 0 else { throw Failure(call: "dup", errno: errno) }
    }

    deinit {
        close(descriptor)
    }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    /// Sends messages, each with a NUL after it.
    func send(messages: String...) async throws {
        try await send(messages.flatMap { Array($0.utf8) + [0] })
    }

    func send(_ bytes: [UInt8]) async throws {
        try await blocking {
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(self.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw Failure(call: "send", errno: errno) }
                sent += count
            }
        }
    }

    /// Says that nothing more comes, and reads on.
    func shutDownOutput() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Closes the connection, while others may still hold this peer.
    func shutDown() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// The next message without its NUL, nil at the end of the connection.
    func receive() async throws -> String? {
        try await blocking {
            var room = [UInt8](repeating: 0, count: 65536)
            while true {
                let message = self.received.withLockedValue { bytes -> [UInt8]? in
                    guard let end = bytes.firstIndex(of: 0) else { return nil }
                    defer { bytes.removeFirst(end + 1) }
                    return Array(bytes[..<end])
                }
                if let message { return String(decoding: message, as: UTF8.self) }
                let count = recv(self.descriptor, &room, room.count, 0)
                // A server that closes with something of ours unread resets the connection.
                if count == 0 || (count < 0 && errno == ECONNRESET) { return nil }
                guard count > 0 else { throw Failure(call: "recv", errno: errno) }
                self.received.withLockedValue { $0.append(contentsOf: room[..<count]) }
            }
        }
    }

    private func blocking<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result(catching: work)) }
        }
    }
}
