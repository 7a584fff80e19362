// SPDX-License-Identifier: Apache-2.0

import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

/// A Varlink service on a Unix socket.
///
/// It answers `org.varlink.service` itself and gives every other call that fits its interface to a ``CallHandler``.
/// A call with `upgrade` is answered with `MethodNotImplemented`: no method has a form that leaves the protocol.
public final class Server: Sendable {
    /// What there is while it listens.
    private struct Listening: Sendable {
        let group: MultiThreadedEventLoopGroup
        let channel: any Channel
        let table: NIOLoopBound<ConnectionTable>
        let file: SocketFile?
    }

    private enum State: Sendable {
        case idle
        case starting
        case listening(Listening)
        case stopped
    }

    private let bounds: ServerBounds
    private let dispatcher: Dispatcher
    private let clock: @Sendable () -> UInt64
    private let state = NIOLockedValueBox(State.idle)
    private let countersBox: NIOLockedValueBox<ServerCounters>

    /// - Parameters:
    ///   - interfaces: Those of the service, but for `org.varlink.service`; each name once.
    ///   - streamOnlyMethods: Qualified names of the methods that are answered with `ExpectedMore` unless the call
    ///     wants more.
    ///   - checksReplies: Hold what the handler answers to the interfaces; a reply that does not fit is a failure of
    ///     our own. By default in debug builds.
    ///   - clock: Nanoseconds that never go back, for the calls per second.
    ///   - log: Takes failures of our own, a line each. What clients do wrong is only counted.
    public init(
        info: ServiceInfo, interfaces: [Interface], handler: any CallHandler, bounds: ServerBounds,
        streamOnlyMethods: Set<String> = [], checksReplies: Bool = _isDebugAssertConfiguration(),
        clock: @escaping @Sendable () -> UInt64 = { NIODeadline.now().uptimeNanoseconds },
        log: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        let all = interfaces + [ServiceInterface.interface]
        let countersBox = NIOLockedValueBox(ServerCounters())
        self.bounds = bounds
        self.clock = clock
        self.countersBox = countersBox
        dispatcher = Dispatcher(
            info: info, interfaces: Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) }), handler: handler,
            internalError: bounds.internalError, streamOnlyMethods: streamOnlyMethods, checksReplies: checksReplies,
            countInternalError: { countersBox.withLockedValue { $0.internalErrors += 1 } }, log: log
        )
    }

    /// What the server has met so far.
    public var counters: ServerCounters { countersBox.withLockedValue { $0 } }

    /// Starts to listen. A server starts once.
    ///
    /// - Throws: ``ServerError``; `IOError` when an event queue is refused. The server is as before then, but for an
    ///   inherited descriptor, which may be closed.
    public func start(on socket: ListeningSocket) async throws {
        state.withLockedValue {
            guard case .idle = $0 else { preconditionFailure("a server starts once") }
            $0 = .starting
        }
        do {
            let listening = try await listen(on: socket)
            state.withLockedValue { $0 = .listening(listening) }
        } catch {
            state.withLockedValue { $0 = .idle }
            throw error
        }
    }

    /// Takes no more connections, closes those that there are, cancels their calls and waits for these to end. Removes
    /// the socket file. Does nothing when the server does not listen.
    public func stop() async {
        let listening: Listening? = state.withLockedValue {
            guard case .listening(let listening) = $0 else { return nil }
            $0 = .stopped
            return listening
        }
        guard let listening else { return }
        // The file goes first: who still finds it could connect to a server that is about to close.
        listening.file?.remove()
        try? await listening.channel.close()
        let loop = listening.table.eventLoop
        let promise = loop.makePromise(of: Void.self)
        loop.execute { listening.table.value.shutDown(promise) }
        try? await promise.futureResult.get()
        try? await listening.group.shutdownGracefully()
    }

    private func listen(on socket: ListeningSocket) async throws -> Listening {
        var file: SocketFile?
        let descriptor: Int32
        switch socket {
        case .path(let path, let mode, let groupID):
            let made = try SocketFile(path: path, mode: mode, groupID: groupID)
            file = made
            descriptor = made.descriptor
        case .descriptor(let inherited):
            try InheritedSocket.adopt(inherited)
            descriptor = inherited
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let loop = group.next()
            let table = try await loop.submit { [self] in NIOLoopBound(makeTable(), eventLoop: loop) }.get()
            let channel = try await bootstrap(group, table).withBoundSocket(descriptor).get()
            return Listening(group: group, channel: channel, table: table, file: file)
        } catch {
            file?.remove()
            try? await group.shutdownGracefully()
            throw error
        }
    }

    private func makeTable() -> ConnectionTable {
        ConnectionTable(
            bounds: bounds, dispatcher: dispatcher, clock: clock,
            count: { [countersBox] change in countersBox.withLockedValue { change(&$0) } }
        )
    }

    private func bootstrap(
        _ group: MultiThreadedEventLoopGroup, _ table: NIOLoopBound<ConnectionTable>
    ) -> ServerBootstrap {
        ServerBootstrap(group: group)
            .serverChannelInitializer { channel in
                // Out of descriptors, a server would try again without a pause.
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptBackoffHandler())
                }
            }
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try table.value.admit(channel) }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // One read at a time, so that a full queue stops the next one.
            .childChannelOption(.maxMessagesPerRead, value: 1)
    }
}
