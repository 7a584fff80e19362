// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Cuts a byte stream into messages at NUL bytes, however the reads fall.
struct FrameSplitter {
    /// No NUL within the largest size that a message may have.
    struct MessageTooLong: Error {}

    /// The largest message, in bytes, without its NUL.
    let maximumMessageBytes: Int
    private var buffer = ByteBuffer()
    /// How many bytes of the buffer are known to hold no NUL, so that a message that trickles in is not searched anew.
    private var searched = 0

    init(maximumMessageBytes: Int) {
        self.maximumMessageBytes = maximumMessageBytes
    }

    /// Bytes that wait: whole messages not yet taken, and the beginning of one.
    var bufferedBytes: Int { buffer.readableBytes }

    mutating func append(_ bytes: ByteBuffer) {
        buffer.discardReadBytes()
        buffer.writeImmutableBuffer(bytes)
    }

    /// The next whole message, nil when there is none yet.
    mutating func next() throws(MessageTooLong) -> [UInt8]? {
        let unsearched = buffer.readableBytesView.dropFirst(searched)
        guard let end = unsearched.firstIndex(of: 0) else {
            searched = buffer.readableBytes
            guard searched <= maximumMessageBytes else { throw MessageTooLong() }
            return nil
        }
        let length = end - buffer.readerIndex
        guard length <= maximumMessageBytes else { throw MessageTooLong() }
        searched = 0
        let message = buffer.readBytes(length: length)
        buffer.moveReaderIndex(forwardBy: 1)
        return message
    }
}
