// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import Varlink

/// Carries bytes between two streams and a socket, as they are.
struct Bridge: Sendable {
    private let socket: Int32

    /// Connects to the socket file at `path`.
    ///
    /// - Throws: ``ClientError``.
    init(path: String) throws(ClientError) {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ClientError(kind: .system, call: "socket(AF_UNIX)", errno: errno) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard path.utf8.count < room.count else { return false }
            room.copyBytes(from: path.utf8)
            return true
        }
        let failure = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard fits else { return ENAMETOOLONG }
                let length = socklen_t(MemoryLayout<sockaddr_un>.size)
                return Glibc.connect(descriptor, address, length) == 0 ? 0 : errno
            }
        }
        guard failure == 0 else {
            close(descriptor)
            throw ClientError(connecting: path, errno: failure)
        }
        socket = descriptor
    }

    /// Returns when either side has ended: what still waits in the other direction then has no reader.
    func carry(input: Int32, output: Int32) async {
        let ends = AsyncStream<Void> { continuation in
            for (source, sink) in [(input, socket), (socket, output)] {
                Thread.detachNewThread {
                    Self.copy(source, to: sink)
                    continuation.finish()
                }
            }
        }
        for await _ in ends {}
    }

    private static func copy(_ source: Int32, to sink: Int32) {
        var room = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = read(source, &room, room.count)
            if count > 0 {
                guard write(room[..<count], to: sink) else { return }
            } else if count == 0 || !mayTryAgain(source, POLLIN) {
                return
            }
        }
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to sink: Int32) -> Bool {
        var bytes = bytes
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(sink, $0.baseAddress, $0.count) }
            if written >= 0 {
                bytes = bytes.dropFirst(written)
            } else if !mayTryAgain(sink, POLLOUT) {
                return false
            }
        }
        return true
    }

    /// After a failure: once the stream is ready, where it was not; at once where a signal came between.
    private static func mayTryAgain(_ descriptor: Int32, _ events: Int32) -> Bool {
        guard errno == EAGAIN else { return errno == EINTR }
        var waiting = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        poll(&waiting, 1, -1)
        return true
    }
}
