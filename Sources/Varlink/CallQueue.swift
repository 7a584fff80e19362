// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// The messages of one connection that wait for their turn. They wait as bytes: parsed they may be many times larger.
struct CallQueue {
    enum Item {
        case message([UInt8])
        /// What follows is longer than a message may be.
        case oversized
    }

    private let limit: Int
    private var splitter: FrameSplitter
    private var messages: [[UInt8]] = []
    private var messageBytes = 0
    private var isOversized = false

    init(bounds: ServerBounds) {
        limit = bounds.queuedCalls
        splitter = FrameSplitter(maximumMessageBytes: bounds.maximumMessageBytes)
    }

    /// Nothing more should be read: as many messages, or as many bytes, wait as may.
    var isFull: Bool {
        isOversized || messages.count >= limit || messageBytes >= splitter.maximumMessageBytes
    }

    /// No whole message waits.
    var isEmpty: Bool { messages.isEmpty && !isOversized }

    mutating func append(_ bytes: ByteBuffer) {
        guard !isOversized else { return }
        splitter.append(bytes)
        fill()
    }

    mutating func next() -> Item? {
        guard !messages.isEmpty else { return isOversized ? .oversized : nil }
        let message = messages.removeFirst()
        messageBytes -= message.count
        fill()
        return .message(message)
    }

    mutating func removeAll() {
        messages = []
        messageBytes = 0
        isOversized = false
        splitter = FrameSplitter(maximumMessageBytes: splitter.maximumMessageBytes)
    }

    private mutating func fill() {
        do {
            while !isFull, let message = try splitter.next() {
                messages.append(message)
                messageBytes += message.count
            }
        } catch {
            isOversized = true
        }
    }
}
