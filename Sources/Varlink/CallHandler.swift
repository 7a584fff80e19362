// SPDX-License-Identifier: Apache-2.0

/// Answers the calls of a service.
public protocol CallHandler: Sendable {
    /// Answers one call.
    ///
    /// Calls of one connection come one after the other, calls of several at the same time. The task is cancelled when
    /// the client closes (but for a oneway call) or the server stops: return soon then, for the connection keeps its
    /// place among the server's bounded number until this returns.
    ///
    /// - Parameter replies: Takes the replies before the final one, when the call wants more than one.
    /// - Returns: The parameters of the final reply, an object. Ignored for a oneway call.
    /// - Throws: ``CallError`` for an error reply. Any other error is our own failure: it is logged, and answered with
    ///   the server's internal error.
    func handle(_ call: Call, replies: ReplyStream) async throws -> JSONValue
}
