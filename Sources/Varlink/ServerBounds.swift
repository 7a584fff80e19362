// SPDX-License-Identifier: Apache-2.0

/// How much clients may ask of a server. Beyond, a call is answered with an error or its connection closed.
public struct ServerBounds: Sendable {
    /// The largest message of a client, in bytes, without its NUL. A longer one closes the connection.
    public var maximumMessageBytes = 256 * 1024
    /// Connections that may do everything.
    public var maximumConnections = 64
    /// Connections beyond these, of which each may make one call of `overflowMethods`. When they are too many, the
    /// oldest one that has not called yet is closed in favour of the new one.
    public var maximumOverflowConnections = 16
    /// Calls of a connection that wait for the one before. While they are so many, the server does not read on.
    public var queuedCalls = 16
    /// Calls per second of a connection to the methods that `isRateLimited` selects; as many at once after a pause.
    public var callsPerSecond = 100
    /// What a client may leave unread, in bytes, beyond what the kernel buffers. One that leaves more is dropped.
    public var slowReaderBytes = 1024 * 1024

    /// Whether `callsPerSecond` holds for a method, given by its qualified name.
    public var isRateLimited: @Sendable (String) -> Bool = { _ in false }
    /// Qualified names of the methods that a connection beyond the maximum may call, once. `more` has no effect there:
    /// the call has one reply.
    public var overflowMethods: Set<String> = []

    /// Qualified name of the error past `callsPerSecond`.
    public var rateLimitError: String
    /// Qualified name of the error for any other call on a connection beyond the maximum.
    public var overflowError: String
    /// Qualified name of the error for a failure of our own.
    public var internalError: String

    /// The errors have no parameters and should be declared in an interface of the service.
    public init(rateLimitError: String, overflowError: String, internalError: String) {
        self.rateLimitError = rateLimitError
        self.overflowError = overflowError
        self.internalError = internalError
    }
}
