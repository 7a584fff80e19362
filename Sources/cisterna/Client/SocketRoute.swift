// SPDX-License-Identifier: Apache-2.0
import Varlink

/// Straight to the daemon's socket, each time over a connection of its own.
struct SocketRoute: Route {
    let path: String

    /// A connect that succeeds reaches the daemon.
    var isProven: Bool { true }

    func connect() async throws -> Client { try await Client.connect(path: path) }

    func prove() {}

    func explain(_ error: any Error) -> any Error { error }

    func end() {}
}
