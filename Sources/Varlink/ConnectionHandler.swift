// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// One connection of a server: reads calls, runs them one after the other, writes their replies.
///
/// It lives on the event loop and outlasts its channel until the last call has ended.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The call that runs now.
    private struct Running {
        let serial: UInt64
        let mode: CallMessage.Mode
        let task: Task<Void, Never>
    }

    let origin: Dispatcher.Origin
    /// Beyond the maximum: one call, of few methods.
    let isOverflow: Bool
    private let loop: any EventLoop
    private let bounds: ServerBounds
    private let dispatcher: Dispatcher
    private let clock: @Sendable () -> UInt64
    private let count: @Sendable ((inout ServerCounters) -> Void) -> Void
    private let ended: (UInt64) -> Void

    private var context: ChannelHandlerContext?
    private var queue: CallQueue
    private var rateLimit: RateLimit
    private var running: Running?
    private var serial: UInt64 = 0
    private var isClosing = false
    /// Takes no call any more, but its last reply is still to be written.
    private var closesWhenDrained = false
    private var hasEnded = false
    private var inputEnded = false
    private var wantsRead = false
    private var unreadBytes = 0
    private var drainWaiters: [EventLoopPromise<Void>] = []

    /// - Parameter ended: Called once, when the channel is closed and no call runs any more.
    init(
        origin: Dispatcher.Origin, isOverflow: Bool, loop: any EventLoop, bounds: ServerBounds, dispatcher: Dispatcher,
        clock: @escaping @Sendable () -> UInt64,
        count: @escaping @Sendable ((inout ServerCounters) -> Void) -> Void, ended: @escaping (UInt64) -> Void
    ) {
        self.origin = origin
        self.isOverflow = isOverflow
        self.loop = loop
        self.bounds = bounds
        self.dispatcher = dispatcher
        self.clock = clock
        self.count = count
        self.ended = ended
        queue = CallQueue(bounds: bounds)
        rateLimit = RateLimit(perSecond: bounds.callsPerSecond, now: clock())
    }

    /// No call runs.
    var isIdle: Bool { running == nil }

    /// Closes at once and runs nothing more.
    func shutDown() {
        queue.removeAll()
        running?.task.cancel()
        close()
    }

    // MARK: - What the channel tells

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing, !closesWhenDrained else { return }
        queue.append(unwrapInboundIn(data))
        proceed()
    }

    func read(context: ChannelHandlerContext) {
        if queue.isFull || isClosing || closesWhenDrained {
            wantsRead = true
        } else {
            context.read()
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        proceed()
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // The client has said all that it has to say, and may still read the replies.
        if case ChannelEvent.inputClosed = event {
            inputEnded = true
            proceed()
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close()
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave()
    }

    /// The channel is gone. A oneway call goes on, and those that follow it: its client need not stay for it.
    private func leave() {
        guard context != nil else { return }
        context = nil
        for waiter in drainWaiters { waiter.fail(ReplyStream.Failure.connectionGone) }
        drainWaiters = []
        if let running, running.mode != .oneway {
            running.task.cancel()
            queue.removeAll()
        }
        proceed()
    }

    // MARK: - Calls

    /// Starts what can start now.
    private func proceed() {
        while running == nil, mayStart, let item = queue.next() {
            take(item)
        }
        if let context {
            if wantsRead, !queue.isFull, !isClosing, !closesWhenDrained {
                wantsRead = false
                context.read()
            }
            if inputEnded, running == nil, queue.isEmpty { closeWhenDrained() }
        } else if running == nil, !hasEnded {
            hasEnded = true
            ended(origin.connectionID)
        }
    }

    /// While replies pile up unread, the next call waits. Without a channel there are only oneway calls left.
    private var mayStart: Bool {
        guard let context else { return true }
        return !isClosing && !closesWhenDrained && context.channel.isWritable
    }

    private func take(_ item: CallQueue.Item) {
        guard case .message(let bytes) = item else {
            count { $0.oversizedMessages += 1 }
            return abandon()
        }
        guard let message = try? CallMessage(parsing: bytes) else {
            count { $0.malformedMessages += 1 }
            return abandon()
        }
        // Without a client, what expects a reply has no purpose, and what comes after it was to come after it.
        guard context != nil || message.mode == .oneway else { return queue.removeAll() }
        if isOverflow, !bounds.overflowMethods.contains(message.method) {
            count { $0.refusedCalls += 1 }
            return finish(message.mode, ReplyMessage(CallError(name: bounds.overflowError)))
        }
        if bounds.isRateLimited(message.method), !rateLimit.take(now: clock()) {
            count { $0.rateLimitedCalls += 1 }
            return finish(message.mode, ReplyMessage(CallError(name: bounds.rateLimitError)))
        }
        start(message)
    }

    private func abandon() {
        queue.removeAll()
        close()
    }

    private func start(_ message: CallMessage) {
        count { $0.calls += 1 }
        serial += 1
        let serial = serial
        let connection = NIOLoopBound(self, eventLoop: loop)
        let replies = replies(to: message, serial: serial, connection: connection)
        let task = Task { [dispatcher, origin, loop] in
            let reply = await dispatcher.reply(to: message, from: origin, replies: replies)
            loop.execute { connection.value.end(serial, reply) }
        }
        running = Running(serial: serial, mode: message.mode, task: task)
    }

    private func replies(
        to message: CallMessage, serial: UInt64, connection: NIOLoopBound<ConnectionHandler>
    ) -> ReplyStream {
        guard message.mode == .more, origin.allowsMore else {
            return ReplyStream(send: { _ in throw ReplyStream.Failure.notWanted })
        }
        return ReplyStream(
            send: { [dispatcher, loop] parameters in
                if let path = dispatcher.undeclared(reply: parameters, to: message.method) {
                    throw ReplyStream.Failure.undeclared(path)
                }
                let bytes = ReplyMessage(parameters: parameters, continues: true).encodedBytes()
                try await loop.submit { try connection.value.send(bytes, serial) }.get()
            },
            drained: { [loop] in try await loop.flatSubmit { connection.value.drained() }.get() }
        )
    }

    private func end(_ serial: UInt64, _ reply: ReplyMessage) {
        guard let call = running, call.serial == serial else { return }
        running = nil
        finish(call.mode, reply)
        proceed()
    }

    private func finish(_ mode: CallMessage.Mode, _ reply: ReplyMessage) {
        if mode != .oneway { write(reply.encodedBytes()) }
        if isOverflow {
            queue.removeAll()
            closeWhenDrained()
        }
    }

    // MARK: - Replies

    private func send(_ bytes: [UInt8], _ serial: UInt64) throws {
        guard running?.serial == serial else { throw ReplyStream.Failure.ended }
        write(bytes)
        guard context != nil, !isClosing else { throw ReplyStream.Failure.connectionGone }
    }

    private func drained() -> EventLoopFuture<Void> {
        guard context != nil, !isClosing else { return loop.makeFailedFuture(ReplyStream.Failure.connectionGone) }
        guard unreadBytes > 0 else { return loop.makeSucceededVoidFuture() }
        let promise = loop.makePromise(of: Void.self)
        drainWaiters.append(promise)
        return promise.futureResult
    }

    private func write(_ bytes: [UInt8]) {
        guard let context, !isClosing else { return }
        // A single reply may be larger than the bound: it is what lies unread before it that tells a slow reader.
        guard unreadBytes == 0 || unreadBytes + bytes.count <= bounds.slowReaderBytes else {
            count { $0.droppedSlowReaders += 1 }
            return shutDown()
        }
        unreadBytes += bytes.count
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenSuccess { self.took(bytes.count) }
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: written)
    }

    /// The kernel took a reply.
    private func took(_ bytes: Int) {
        unreadBytes -= bytes
        guard unreadBytes == 0 else { return }
        let waiters = drainWaiters
        drainWaiters = []
        for waiter in waiters { waiter.succeed() }
        if closesWhenDrained { close() }
    }

    // MARK: - Closing

    private func closeWhenDrained() {
        closesWhenDrained = true
        if unreadBytes == 0 { close() }
    }

    private func close() {
        guard let context, !isClosing else { return }
        isClosing = true
        context.close(promise: nil)
    }
}
