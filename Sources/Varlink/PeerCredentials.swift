// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// Who stands at the other end of a Unix socket, as of its connect.
public struct PeerCredentials: Sendable, Equatable {
    public let processID: Int32
    public let userID: UInt32
    public let primaryGroupID: UInt32
    /// All groups: the primary one and the supplementary ones.
    public let groupIDs: Set<UInt32>

    public init(processID: Int32, userID: UInt32, primaryGroupID: UInt32, groupIDs: Set<UInt32>) {
        self.processID = processID
        self.userID = userID
        self.primaryGroupID = primaryGroupID
        self.groupIDs = groupIDs.union([primaryGroupID])
    }

    /// Asks the kernel (SO_PEERCRED, SO_PEERGROUPS) about the peer of a connected Unix socket.
    public init(descriptor: Int32) throws(SystemCallError) {
        var peer = cisterna_peer_credentials()
        let failure = cisterna_peer_credentials_read(descriptor, &peer)
        guard failure == 0 else { throw SystemCallError(call: "getsockopt(SO_PEERCRED)", errno: failure) }
        self.init(
            processID: peer.process_id,
            userID: peer.user_id,
            primaryGroupID: peer.primary_group_id,
            groupIDs: try Self.groups(descriptor: descriptor, capacity: 32)
        )
    }

    /// Starts with room for `capacity` groups and grows until all fit.
    static func groups(descriptor: Int32, capacity: Int) throws(SystemCallError) -> Set<UInt32> {
        var groups = [gid_t](repeating: 0, count: capacity)
        while true {
            var count = 0
            let failure = cisterna_peer_credentials_groups(descriptor, &groups, groups.count, &count)
            switch failure {
            case 0: return Set(groups.prefix(count))
            case ERANGE: groups = [gid_t](repeating: 0, count: max(count, groups.count + 1))
            default: throw SystemCallError(call: "getsockopt(SO_PEERGROUPS)", errno: failure)
            }
        }
    }
}
