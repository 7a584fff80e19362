// SPDX-License-Identifier: Apache-2.0

/// The way for replies before the final one.
public struct ReplyStream: Sendable {
    /// Why a reply could not be sent.
    public enum Failure: Error, Sendable, Equatable {
        /// The call does not want more than one reply.
        case notWanted
        /// The call has its final reply already.
        case ended
        /// The client is gone, or was dropped because it reads too slowly.
        case connectionGone
        /// The reply does not fit the interface: the dotted path of the offending field. Only with `checksReplies`.
        case undeclared(String)
    }

    private let sendReply: @Sendable (JSONValue) async throws -> Void
    private let waitUntilDrained: @Sendable () async throws -> Void

    /// A stream that gives each reply to `send`; for tests of a ``CallHandler`` without a server too.
    public init(
        send: @escaping @Sendable (JSONValue) async throws -> Void,
        drained: @escaping @Sendable () async throws -> Void = {}
    ) {
        sendReply = send
        waitUntilDrained = drained
    }

    /// Sends a reply that another one follows. Does not wait for the client to read: one that leaves more than
    /// ``ServerBounds/slowReaderBytes`` unread loses its connection.
    ///
    /// - Parameter parameters: An object.
    /// - Throws: ``Failure``.
    public func send(_ parameters: JSONValue) async throws {
        try await sendReply(parameters)
    }

    /// Sends a typed message as ``send(_:)`` does.
    public func send(encoding message: some Encodable) async throws {
        try await sendReply(JSONValue(encoding: message))
    }

    /// Waits until the kernel has taken all that was sent: for a handler that has much to send at once and would
    /// rather wait for the client than lose it.
    ///
    /// - Throws: ``Failure/connectionGone``.
    public func drained() async throws {
        try await waitUntilDrained()
    }
}
