// SPDX-License-Identifier: Apache-2.0

/// What a server has met since its start.
public struct ServerCounters: Sendable, Equatable {
    /// Connections now, those beyond the maximum included.
    public var openConnections = 0
    /// Connections ever taken, those beyond the maximum included.
    public var connections = 0
    /// Connections beyond the maximum, of which each may make one call.
    public var overflowConnections = 0
    /// Connections closed at once, because even those beyond the maximum were too many.
    public var refusedConnections = 0
    /// Calls from connections beyond the maximum that were none of those allowed there.
    public var refusedCalls = 0
    /// Calls given to the handler or to `org.varlink.service`.
    public var calls = 0
    /// Calls past the calls per second.
    public var rateLimitedCalls = 0
    /// Connections closed for a message that is no call.
    public var malformedMessages = 0
    /// Connections closed for a message beyond the maximum size.
    public var oversizedMessages = 0
    /// Connections closed because the client left too much unread.
    public var droppedSlowReaders = 0
    /// Calls answered with the internal error.
    public var internalErrors = 0

    public init() {}
}
