// SPDX-License-Identifier: Apache-2.0

import NIOConcurrencyHelpers

@testable import Varlink

/// A running server of the ``BenchService``.
struct BenchServer: Sendable {
    static let info = ServiceInfo(vendor: "Example", product: "Bench", version: "1", url: "https://example.com")

    static let bounds = ServerBounds(
        rateLimitError: "com.example.bench.TooFast", overflowError: "com.example.bench.Full",
        internalError: "com.example.bench.Internal"
    )

    let folder: TemporaryFolder
    let path: String
    let server: Server
    let probe: Probe
    let log: NIOLockedValueBox<[String]>

    /// Runs `body` against a new server that is stopped afterwards.
    static func run(
        bounds: ServerBounds = bounds, clock: @escaping @Sendable () -> UInt64 = { 0 },
        _ body: (BenchServer) async throws -> Void
    ) async throws {
        let folder = TemporaryFolder()
        let probe = Probe()
        let log = NIOLockedValueBox<[String]>([])
        let server = try make(probe: probe, bounds: bounds, clock: clock, log: log)
        let path = folder.file("bench.sock")
        try await server.start(on: .path(path, mode: 0o600, groupID: nil))
        do {
            try await body(BenchServer(folder: folder, path: path, server: server, probe: probe, log: log))
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    static func make(
        probe: Probe = Probe(), bounds: ServerBounds = bounds, clock: @escaping @Sendable () -> UInt64 = { 0 },
        log: NIOLockedValueBox<[String]> = NIOLockedValueBox([])
    ) throws -> Server {
        Server(
            info: info, interfaces: [try Interface(BenchService.text)], handler: BenchService(probe: probe),
            bounds: bounds, streamOnlyMethods: ["com.example.bench.Watch"], checksReplies: true, clock: clock,
            log: { line in log.withLockedValue { $0.append(line) } }
        )
    }

    func peer() throws -> RawPeer { try RawPeer(path) }

    /// Waits for the server to notice that so many connections are open.
    func waitForOpenConnections(_ count: Int) async {
        while server.counters.openConnections != count { await Task.yield() }
    }
}

/// A call as JSON text.
func callText(_ method: String, _ parameters: String = "{}", _ flags: String = "") -> String {
    #"{"method":"com.example.bench.\#(method)","parameters":\#(parameters)\#(flags)}"#
}
