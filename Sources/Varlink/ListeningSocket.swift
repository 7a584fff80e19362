// SPDX-License-Identifier: Apache-2.0

/// Where a server listens.
public enum ListeningSocket: Sendable, Equatable {
    /// A socket file that the server makes, with this mode, and removes when it stops. Its group becomes `groupID`
    /// unless that is nil. At no moment may more users connect than the mode says.
    case path(String, mode: UInt16, groupID: UInt32?)
    /// A listening Unix stream socket from someone else, as systemd's socket activation gives. The server closes it
    /// when it stops, and leaves its file alone.
    case descriptor(Int32)
}
