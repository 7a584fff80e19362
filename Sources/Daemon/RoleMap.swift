// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Varlink

/// Which peer has which role, from the credentials that the kernel gives of it.
struct RoleMap: Sendable {
    private var roles: [DaemonConfiguration.Peer: Role] = [:]

    /// Root, the user that the daemon runs as, and the group `cisterna` are service; the configuration adds others.
    init(_ configuration: DaemonConfiguration) {
        grant(.service, to: .user(0))
        grant(.service, to: .user(getuid()))
        if let group = DaemonConfiguration.Peer(parsing: "group:cisterna") { grant(.service, to: group) }
        for (name, members) in configuration.roles {
            guard let role = Role(name: name) else { continue }
            for member in members.compactMap(DaemonConfiguration.Peer.init(parsing:)) { grant(role, to: member) }
        }
    }

    private mutating func grant(_ role: Role, to peer: DaemonConfiguration.Peer) {
        roles[peer] = max(roles[peer] ?? role, role)
    }

    /// The highest role of the user and of all its groups; nil for none.
    func role(of peer: PeerCredentials) -> Role? {
        let groups = peer.groupIDs.union([peer.primaryGroupID]).compactMap { roles[.group($0)] }
        return (groups + [roles[.user(peer.userID)]].compactMap { $0 }).max()
    }
}
