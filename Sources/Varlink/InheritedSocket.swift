// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A listening socket from someone else.
enum InheritedSocket {
    /// Checks that a descriptor is a listening Unix stream socket, and makes it ours: not blocking, and not for the
    /// programs that we start.
    static func adopt(_ descriptor: Int32) throws(ServerError) {
        guard option(SO_DOMAIN, descriptor) == AF_UNIX, option(SO_TYPE, descriptor) == Int32(SOCK_STREAM.rawValue),
            option(SO_ACCEPTCONN, descriptor) == 1
        else { throw .notListening(descriptor) }
        guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0, fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else {
            throw .system(SystemCallError(call: "fcntl(\(descriptor))", errno: errno))
        }
    }

    private static func option(_ name: Int32, _ descriptor: Int32) -> Int32? {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
    }
}
