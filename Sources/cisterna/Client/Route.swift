// SPDX-License-Identifier: Apache-2.0
import Varlink

/// The way to the daemon.
protocol Route: Sendable {
    /// Whether who fails to answer now was reached before: before that, nothing that was sent can have arrived.
    var isProven: Bool { get async }

    /// A connection that takes the next call.
    func connect() async throws -> Client

    /// The daemon has answered over the connection.
    func prove() async

    /// What a failed call comes to. Unless the daemon itself has refused it, the connection takes no other call.
    func explain(_ error: any Error) async -> any Error

    /// Leaves nothing behind.
    func end() async
}
