// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Whether somebody answers on a control socket: a connection of its own and one call each time.
enum SocketProbe {
    /// The service's own description, which every varlink service gives (https://varlink.org/Service).
    private static let call = Array(#"{"method":"org.varlink.service.GetInfo","parameters":{}}"#.utf8) + [0]

    static func answers(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { place in
            guard path.utf8.count < place.count else { return false }
            place.copyBytes(from: path.utf8)
            return true
        }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isConnected = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, length) == 0 }
        }
        guard fits, isConnected, send(descriptor, call, call.count, Int32(MSG_NOSIGNAL)) == call.count else {
            return false
        }
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, 0) == 1
    }
}
