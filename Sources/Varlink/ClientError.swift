// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Why a call did not reach its service, or its reply did not come back.
public struct ClientError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What a caller may want to tell apart.
    public enum Kind: Sendable, Equatable {
        /// Nothing listens there: no such file, or no one behind it.
        case notRunning
        /// The socket may not be opened by this user.
        case notPermitted
        /// The connection ended before the reply. Whether the call took effect is not known.
        case connectionLost
        /// This side closed the connection.
        case closed
        /// What came is no reply, or larger than a reply may be.
        case badReply(String)
        /// Any other failed system call.
        case system
    }

    public let kind: Kind
    /// What failed: `connect(/run/a.sock)`, or the method that was called.
    public let call: String
    /// 0 when no system call failed.
    public let errno: Int32

    public init(kind: Kind, call: String, errno: Int32 = 0) {
        self.kind = kind
        self.call = call
        self.errno = errno
    }

    /// For a failed connect.
    public init(connecting path: String, errno: Int32) {
        let kind: Kind =
            switch errno {
            case ENOENT, ECONNREFUSED: .notRunning
            case EACCES, EPERM: .notPermitted
            default: .system
            }
        self.init(kind: kind, call: "connect(\(path))", errno: errno)
    }

    public var description: String {
        let reason =
            switch kind {
            case .notRunning: "no service is running there"
            case .notPermitted: "not permitted"
            case .connectionLost: "the connection was lost before the reply"
            case .closed: "the connection is closed"
            case .badReply(let what): "not a reply: \(what)"
            case .system: "failed"
            }
        let detail = errno == 0 ? "" : " (\(String(cString: strerror(errno))), errno \(errno))"
        return "\(call): \(reason)\(detail)"
    }
}
