// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// The replies of one streaming call that its caller has not taken yet. It lives on the event loop.
final class ReplyInbox {
    /// As many replies may wait before the client stops to read.
    private static let limit = 16

    private let loop: any EventLoop
    private var replies: [JSONValue] = []
    /// How it ended, nil while more replies may come.
    private var outcome: Result<Void, any Error>?
    private var waiter: EventLoopPromise<JSONValue?>?
    /// Called when a place becomes free.
    private let taken: () -> Void

    init(loop: any EventLoop, taken: @escaping () -> Void) {
        self.loop = loop
        self.taken = taken
    }

    var isFull: Bool { replies.count >= Self.limit }

    var hasEnded: Bool { outcome != nil }

    func append(_ reply: JSONValue) {
        if let waiter {
            self.waiter = nil
            waiter.succeed(reply)
        } else {
            replies.append(reply)
        }
    }

    func end(_ outcome: Result<Void, any Error>) {
        guard self.outcome == nil else { return }
        self.outcome = outcome
        guard let waiter else { return }
        self.waiter = nil
        waiter.completeWith(outcome.map { nil })
    }

    /// The next reply; nil after the last one; the error that ended the series.
    func next() -> EventLoopFuture<JSONValue?> {
        if !replies.isEmpty {
            let reply = replies.removeFirst()
            taken()
            return loop.makeSucceededFuture(reply)
        }
        if let outcome {
            return loop.makeCompletedFuture(outcome.map { nil })
        }
        let promise = loop.makePromise(of: JSONValue?.self)
        // Only one task may iterate; a second one ends the first.
        waiter?.succeed(nil)
        waiter = promise
        return promise.futureResult
    }
}
