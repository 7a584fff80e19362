// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import Varlink

/// Goal: messages come out whole, however the reads fall, and none beyond the bound.
@Suite struct FrameSplitterTests {
    static let stream = Array("first\0\0third é\0fourth".utf8)
    static let messages = ["first", "", "third é"]

    private func messages(of pieces: [ArraySlice<UInt8>], limit: Int = 8) throws -> [String] {
        var splitter = FrameSplitter(maximumMessageBytes: limit)
        var messages: [String] = []
        for piece in pieces {
            splitter.append(ByteBuffer(bytes: piece))
            while let message = try splitter.next() { messages.append(String(decoding: message, as: UTF8.self)) }
        }
        return messages
    }

    /// Every way to cut the stream in three reads.
    @Test(arguments: 0...stream.count)
    func splitsWhereverTheReadsFall(first: Int) throws {
        for second in first...Self.stream.count {
            let pieces = [Self.stream[..<first], Self.stream[first..<second], Self.stream[second...]]
            #expect(try messages(of: pieces) == Self.messages)
        }
    }

    @Test func takesByteAfterByte() throws {
        #expect(try messages(of: Self.stream.indices.map { Self.stream[$0...$0] }) == Self.messages)
    }

    @Test func refusesWhatIsTooLong() throws {
        #expect(try messages(of: [Array("12345678\0".utf8)[...]]) == ["12345678"])
        #expect(throws: FrameSplitter.MessageTooLong.self) { try messages(of: [Array("123456789\0".utf8)[...]]) }
        #expect(throws: FrameSplitter.MessageTooLong.self) { try messages(of: [Array("1\0123456789".utf8)[...]]) }
    }

    @Test func queueStopsTheReadsWhenFull() {
        var bounds = BenchServer.bounds
        bounds.queuedCalls = 2
        bounds.maximumMessageBytes = 8
        var queue = CallQueue(bounds: bounds)
        queue.append(ByteBuffer(string: "a\0"))
        #expect(!queue.isFull)
        queue.append(ByteBuffer(string: "b\0c\0"))
        #expect(queue.isFull)
        _ = queue.next()
        #expect(queue.isFull)
        _ = queue.next()
        #expect(!queue.isFull && !queue.isEmpty)
        _ = queue.next()
        #expect(queue.isEmpty && queue.next() == nil)
        queue.append(ByteBuffer(string: "12345678\0"))
        #expect(queue.isFull, "as many bytes as one message may have")
    }

    @Test func queueKeepsWhatCameBeforeAnOversizedMessage() {
        var bounds = BenchServer.bounds
        bounds.maximumMessageBytes = 4
        var queue = CallQueue(bounds: bounds)
        queue.append(ByteBuffer(string: "a\012345"))
        #expect(queue.next() == .message([UInt8(ascii: "a")]))
        #expect(queue.isFull && queue.next() == .oversized)
    }
}

extension CallQueue.Item: Equatable {
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.message(let left), .message(let right)): left == right
        case (.oversized, .oversized): true
        default: false
        }
    }
}
