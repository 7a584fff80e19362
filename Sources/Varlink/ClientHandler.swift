// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// The client's end of a connection: matches replies with calls, which are in the same order. It lives on the event
/// loop.
final class ClientHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// A call without its final reply.
    private struct Pending {
        enum Taker {
            case one(EventLoopPromise<JSONValue>)
            case stream(ReplyInbox)
        }

        let method: String
        let taker: Taker

        func fail(_ error: any Error) {
            switch taker {
            case .one(let promise): promise.fail(error)
            case .stream(let inbox): inbox.end(.failure(error))
            }
        }
    }

    private let loop: any EventLoop
    private var context: ChannelHandlerContext?
    private var splitter: FrameSplitter
    private var pending: CircularBuffer<Pending> = []
    private var wantsRead = false
    /// Why it ended, or what the first sign of the end was.
    private var ending: (kind: ClientError.Kind, errno: Int32)?

    init(loop: any EventLoop, maximumMessageBytes: Int) {
        self.loop = loop
        splitter = FrameSplitter(maximumMessageBytes: maximumMessageBytes)
    }

    // MARK: - Calls

    func call(_ method: String, _ parameters: JSONValue) -> EventLoopFuture<JSONValue> {
        let promise = loop.makePromise(of: JSONValue.self)
        send(CallMessage(method: method, parameters: parameters), Pending(method: method, taker: .one(promise)))
        return promise.futureResult
    }

    func stream(_ method: String, _ parameters: JSONValue) -> ReplyInbox {
        let inbox = ReplyInbox(loop: loop, taken: { [weak self] in self?.readOn() })
        send(
            CallMessage(method: method, parameters: parameters, mode: .more),
            Pending(method: method, taker: .stream(inbox))
        )
        return inbox
    }

    func oneway(_ method: String, _ parameters: JSONValue) -> EventLoopFuture<Void> {
        guard let context else { return loop.makeFailedFuture(loss(of: method)) }
        let written = loop.makePromise(of: Void.self)
        let result = loop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { outcome in
            switch outcome {
            case .success: result.succeed()
            case .failure: result.fail(self.loss(of: method))
            }
        }
        let bytes = CallMessage(method: method, parameters: parameters, mode: .oneway).encodedBytes()
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: written)
        return result.futureResult
    }

    func close() {
        end(.closed)
    }

    /// Closes, unless the series has ended and so the connection is free for other calls.
    func abandon(_ inbox: ReplyInbox) {
        if !inbox.hasEnded { close() }
    }

    private func send(_ message: CallMessage, _ call: Pending) {
        guard let context, ending == nil else { return call.fail(loss(of: call.method)) }
        pending.append(call)
        // A failed write ends the connection, and with it the call.
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: message.encodedBytes())), promise: nil)
    }

    private func loss(of method: String) -> ClientError {
        ClientError(kind: ending?.kind ?? .connectionLost, call: method, errno: ending?.errno ?? 0)
    }

    // MARK: - What the channel tells

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard ending == nil else { return }
        splitter.append(unwrapInboundIn(data))
        takeReplies(all: false)
    }

    func read(context: ChannelHandlerContext) {
        if isFull {
            wantsRead = true
        } else {
            context.read()
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(.connectionLost, errno: (error as? IOError)?.errnoCode ?? 0)
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        leave()
    }

    private func leave() {
        guard context != nil else { return }
        if ending == nil { takeReplies(all: true) }
        context = nil
        while let call = pending.popFirst() { call.fail(loss(of: call.method)) }
    }

    private func end(_ kind: ClientError.Kind, errno: Int32 = 0) {
        // What came before a failure may still hold replies.
        if kind == .connectionLost, ending == nil { takeReplies(all: true) }
        if ending == nil { ending = (kind, errno) }
        context?.close(promise: nil)
    }

    // MARK: - Replies

    /// The caller of a stream has more waiting than it takes.
    private var isFull: Bool {
        guard case .stream(let inbox) = pending.first?.taker else { return false }
        return inbox.isFull
    }

    private func readOn() {
        guard ending == nil, context != nil else { return }
        takeReplies(all: false)
        guard wantsRead, !isFull else { return }
        wantsRead = false
        context?.read()
    }

    /// - Parameter all: Even those for which no place is free, because nothing more comes.
    private func takeReplies(all: Bool) {
        do {
            while ending == nil, all || !isFull, let bytes = try splitter.next() {
                take(try ReplyMessage(parsing: bytes))
            }
        } catch is FrameSplitter.MessageTooLong {
            end(.badReply("longer than \(splitter.maximumMessageBytes) bytes"))
        } catch {
            end(.badReply("\(error)"))
        }
    }

    private func take(_ reply: ReplyMessage) {
        guard let call = pending.first else { return end(.badReply("there is no call for it")) }
        if let name = reply.error {
            pending.removeFirst()
            return call.fail(CallError(name: name, parameters: reply.parameters))
        }
        switch call.taker {
        case .one(let promise):
            guard !reply.continues else { return end(.badReply("it continues, unasked")) }
            pending.removeFirst()
            promise.succeed(reply.parameters)
        case .stream(let inbox):
            inbox.append(reply.parameters)
            guard !reply.continues else { return }
            pending.removeFirst()
            inbox.end(.success(()))
        }
    }
}
