// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// The connections of a server, and who is let in. It lives on the event loop.
final class ConnectionTable {
    /// Too many connections, even of those beyond the maximum.
    struct Refused: Error {}

    private let bounds: ServerBounds
    private let dispatcher: Dispatcher
    private let clock: @Sendable () -> UInt64
    private let count: @Sendable ((inout ServerCounters) -> Void) -> Void
    private var connections: [UInt64: ConnectionHandler] = [:]
    private var lastID: UInt64 = 0
    private var isShutDown = false
    private var whenEmpty: EventLoopPromise<Void>?

    init(
        bounds: ServerBounds, dispatcher: Dispatcher, clock: @escaping @Sendable () -> UInt64,
        count: @escaping @Sendable ((inout ServerCounters) -> Void) -> Void
    ) {
        self.bounds = bounds
        self.dispatcher = dispatcher
        self.clock = clock
        self.count = count
    }

    /// Takes a new connection in.
    ///
    /// - Throws: ``Refused``, or what the kernel says when asked for the peer. The channel is to be closed then.
    func admit(_ channel: any Channel) throws {
        guard !isShutDown else { throw ChannelError.ioOnClosedChannel }
        let isOverflow = try makeRoom()
        let peer = try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: CInt.self) {
            try PeerCredentials(descriptor: $0)
        }
        guard let peer else { throw ChannelError.operationUnsupported }
        lastID += 1
        let handler = ConnectionHandler(
            origin: Dispatcher.Origin(peer: peer, connectionID: lastID, allowsMore: !isOverflow),
            isOverflow: isOverflow, loop: channel.eventLoop, bounds: bounds, dispatcher: dispatcher, clock: clock,
            count: count, ended: { [unowned self] in release($0) }
        )
        try channel.pipeline.syncOperations.addHandler(handler)
        connections[lastID] = handler
        count {
            $0.connections += 1
            $0.openConnections += 1
            if isOverflow { $0.overflowConnections += 1 }
        }
    }

    /// Closes all, and ends when no call runs any more.
    func shutDown(_ promise: EventLoopPromise<Void>) {
        isShutDown = true
        whenEmpty = promise
        for handler in connections.values { handler.shutDown() }
        succeedIfEmpty()
    }

    /// Whether the next connection is one beyond the maximum.
    private func makeRoom() throws -> Bool {
        let overflow = connections.filter(\.value.isOverflow)
        guard connections.count - overflow.count >= bounds.maximumConnections else { return false }
        guard overflow.count >= bounds.maximumOverflowConnections else { return true }
        // Who holds a place without calling must not keep out who has something to say.
        let idle = overflow.filter(\.value.isIdle)
        guard let oldest = idle.min(by: { $0.key < $1.key }) else {
            count { $0.refusedConnections += 1 }
            throw Refused()
        }
        count { $0.refusedConnections += 1 }
        oldest.value.shutDown()
        return true
    }

    private func release(_ id: UInt64) {
        guard connections.removeValue(forKey: id) != nil else { return }
        count { $0.openConnections -= 1 }
        succeedIfEmpty()
    }

    private func succeedIfEmpty() {
        guard isShutDown, connections.isEmpty else { return }
        whenEmpty?.succeed()
        whenEmpty = nil
    }
}
