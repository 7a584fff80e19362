// SPDX-License-Identifier: Apache-2.0
import CAccessList
import Glibc

/// Who may connect beside the owner and the group of the control socket: each user and group that has a role.
struct SocketAccess {
    private var users: Set<uid_t> = []
    private var groups: Set<gid_t> = []

    init(_ configuration: DaemonConfiguration) {
        for member in configuration.roles.values.joined() {
            switch DaemonConfiguration.Peer(parsing: member) {
            case .user(let number)?: users.insert(number)
            case .group(let number)?: groups.insert(number)
            case nil: break
            }
        }
    }

    /// Gives the socket its access list, and takes off who is mapped no more. Without one the pump runs all the same:
    /// who is missing on it then cannot connect.
    func apply(to path: String, log: (String) -> Void) {
        let failure = cisterna_access_list_replace(
            path, users.sorted(), users.count, groups.sorted(), groups.count)
        guard failure != 0 else { return }
        let isNeeded = !users.isEmpty || !groups.isEmpty
        if failure == EOPNOTSUPP {
            guard isNeeded else { return }
            log("\(path): its file system keeps no access lists: of those with a role only its owner and group connect")
        } else {
            log("\(path): its access list cannot be set (\(String(cString: strerror(failure))), errno \(failure))")
        }
    }

    /// Where a listening socket from someone else stands; nil where it has no file.
    static func path(of descriptor: Int32) -> String? {
        var address = sockaddr_un()
        var length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let failure = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard failure == 0, address.sun_family == sa_family_t(AF_UNIX) else { return nil }
        let path = withUnsafeBytes(of: address.sun_path) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return path.isEmpty ? nil : path
    }
}
