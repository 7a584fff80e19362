// SPDX-License-Identifier: Apache-2.0

import Glibc
import NIOCore
import NIOPosix

/// A connection to a Varlink service on a Unix socket.
///
/// Calls are answered in their order; several may be under way. While a stream runs, the service answers no other call
/// of the same connection: open one more. To cancel a task that waits for a reply closes the connection, for Varlink
/// has no other way to cancel.
public final class Client: Sendable {
    /// The largest reply, in bytes, unless told otherwise.
    public static let defaultMaximumMessageBytes = 16 * 1024 * 1024

    private let channel: any Channel
    private let handler: NIOLoopBound<ClientHandler>

    private init(channel: any Channel, handler: NIOLoopBound<ClientHandler>) {
        self.channel = channel
        self.handler = handler
    }

    deinit {
        channel.close(promise: nil)
    }

    /// Connects to the socket file at `path`.
    ///
    /// - Parameter maximumMessageBytes: The largest reply, in bytes; a larger one ends the connection.
    /// - Throws: ``ClientError``.
    public static func connect(
        path: String, maximumMessageBytes: Int = defaultMaximumMessageBytes
    ) async throws -> Client {
        do {
            return try await set(up: bootstrap(maximumMessageBytes).connect(unixDomainSocketPath: path).get())
        } catch let error as IOError {
            throw ClientError(connecting: path, errno: error.errnoCode)
        } catch is SocketAddressError {
            throw ClientError(connecting: path, errno: ENAMETOOLONG)
        } catch {
            // The service closed before the connection was set up on this side.
            throw ClientError(kind: .connectionLost, call: "connect(\(path))")
        }
    }

    /// Takes over a stream socket that is connected already, one end of a pair too. It is closed with the client, and
    /// also when this fails.
    ///
    /// - Parameters:
    ///   - name: What it leads to, for errors.
    ///   - maximumMessageBytes: The largest reply, in bytes; a larger one ends the connection.
    /// - Throws: ``ClientError``.
    public static func adopt(
        descriptor: Int32, name: String, maximumMessageBytes: Int = defaultMaximumMessageBytes
    ) async throws -> Client {
        do {
            return try await set(up: bootstrap(maximumMessageBytes).withConnectedSocket(descriptor).get())
        } catch let error as IOError {
            throw ClientError(connecting: name, errno: error.errnoCode)
        } catch {
            throw ClientError(kind: .connectionLost, call: "connect(\(name))")
        }
    }

    private static func bootstrap(_ maximumMessageBytes: Int) -> ClientBootstrap {
        ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = ClientHandler(loop: channel.eventLoop, maximumMessageBytes: maximumMessageBytes)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
    }

    private static func set(up channel: any Channel) async throws -> Client {
        let handler = try await channel.eventLoop.submit {
            NIOLoopBound(
                try channel.pipeline.syncOperations.handler(type: ClientHandler.self), eventLoop: channel.eventLoop)
        }.get()
        return Client(channel: channel, handler: handler)
    }

    /// Makes a call and waits for its reply.
    ///
    /// - Parameters:
    ///   - method: Qualified: `interface.Method`.
    ///   - parameters: An object.
    /// - Returns: The parameters of the reply, an object.
    /// - Throws: ``CallError`` when the service answers so; ``ClientError``; `CancellationError`.
    public func call(_ method: String, _ parameters: JSONValue = [:]) async throws -> JSONValue {
        try await cancellable { [handler] in
            try await handler.eventLoop.flatSubmit { handler.value.call(method, parameters) }.get()
        }
    }

    /// Makes a call with typed parameters and a typed reply.
    ///
    /// - Throws: As ``call(_:_:)``; `EncodingError` and `DecodingError`.
    public func call<Reply: Decodable>(
        _ method: String, encoding parameters: some Encodable, as reply: Reply.Type = Reply.self
    ) async throws -> Reply {
        try await call(method, JSONValue(encoding: parameters)).decode(reply)
    }

    /// Makes a call that wants more than one reply. It is sent at once.
    ///
    /// The stream ends after the final reply, or throws as ``call(_:_:)`` does. When it is dropped before, or its task
    /// is cancelled, the connection closes. One task may iterate over it. A caller that does not take its replies stops
    /// this connection from reading, and in the end the service drops it.
    public func stream(_ method: String, _ parameters: JSONValue = [:]) -> AsyncThrowingStream<JSONValue, any Error> {
        let inbox = handler.eventLoop.submit { [handler] in
            NIOLoopBound(handler.value.stream(method, parameters), eventLoop: handler.eventLoop)
        }
        let watch = StreamWatch(
            client: self,
            abandon: { [handler] in
                inbox.whenSuccess { handler.value.abandon($0.value) }
            })
        return AsyncThrowingStream(unfolding: {
            try await watch.client.cancellable {
                try await inbox.flatMap { $0.value.next() }.get()
            }
        })
    }

    /// Makes a call that has no reply. Returns when the kernel has taken it.
    ///
    /// - Throws: ``ClientError``.
    public func oneway(_ method: String, _ parameters: JSONValue = [:]) async throws {
        try await handler.eventLoop.flatSubmit { [handler] in handler.value.oneway(method, parameters) }.get()
    }

    /// Closes the connection. Calls under way end with ``ClientError/Kind/closed``.
    public func close() async {
        handler.eventLoop.execute { [handler] in handler.value.close() }
        try? await channel.closeFuture.get()
    }

    private func cancellable<Result: Sendable>(_ work: @Sendable () async throws -> Result) async throws -> Result {
        do {
            return try await withTaskCancellationHandler(operation: work) { [handler] in
                handler.eventLoop.execute { handler.value.close() }
            }
        } catch {
            try Task.checkCancellation()
            throw error
        }
    }
}
