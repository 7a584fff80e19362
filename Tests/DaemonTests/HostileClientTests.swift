// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

@Suite("Clients that misbehave", .serialized)
struct HostileClientTests {
    /// A raw connection; writes until the other side closes.
    private func raw(_ daemon: DaemonProcess) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            path.copyBytes(from: daemon.socket.utf8.prefix(path.count - 1))
        }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(result == 0)
        return descriptor
    }

    @Test("BR-D14: garbage, a truncated message and a client that never reads leave the pump delivering")
    func garbage() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        try await client.apply()
        try await client.resume()
        signal(SIGPIPE, SIG_IGN)
        // A mebibyte of noise.
        let noisy = try raw(daemon)
        var random = SystemRandomNumberGenerator()
        let noise = (0..<1_048_576).map { _ in UInt8.random(in: 0...255, using: &random) }
        _ = noise.withUnsafeBytes { send(noisy, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        close(noisy)
        // Half a message, and gone.
        let half = try raw(daemon)
        let text = Array(#"{"method":"io.cisterna.Pump.St"#.utf8)
        _ = text.withUnsafeBytes { send(half, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        close(half)
        // Asks for the whole record again and again, and reads none of it.
        let deaf = try raw(daemon)
        let watch = Array(#"{"method":"io.cisterna.Pump.Watch","more":true}"#.utf8) + [0]
        _ = watch.withUnsafeBytes { send(deaf, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        try await Client.connect(path: daemon.socket).wait(for: "stroke-ended", count: 5)
        let status = try await client.status()
        #expect(status.state == .delivering && status.realTime.lateEdges == 0)
        close(deaf)
        daemon.terminate()
    }

    @Test("Beyond the connections that are allowed, a stop still gets through")
    func manyConnections() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        try await client.apply()
        try await client.resume()
        var others: [Client] = []
        for _ in 0..<70 { others.append(try await Client.connect(path: daemon.socket)) }
        let late = try await Client.connect(path: daemon.socket)
        let stop: StopReply = try await late.call(
            ControlMethod.stop.qualifiedName, encoding: EmptyMessage(), as: StopReply.self)
        #expect(stop.confirmed)
        #expect(try await client.status().state == .stopped)
        for other in others { await other.close() }
        daemon.terminate()
    }
}
