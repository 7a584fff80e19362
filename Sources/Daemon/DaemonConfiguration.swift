// SPDX-License-Identifier: Apache-2.0
import Foundation
import TOMLDocument

/// `cisternad.toml`: which rig, where the record lies, who may do what. Everything that the daemon takes is in here; its
/// command line takes no more than this file's path.
public struct DaemonConfiguration: Sendable {
    /// `name`: what this pump is called; one daemon a pump.
    public let name: String
    /// `rig`: path of the rig file.
    public let rig: String
    /// `state`: folder of the durable record.
    public let state: String
    /// `socket`: path of the control socket; unused where systemd hands one over.
    public let socket: String
    /// `drugs`: path of the drug library; without one no drug is known, and nothing can be committed.
    public let drugs: String?
    /// `[simulation] speed-up`: rig seconds a real second, 1 to 100,000; on a simulated rig only.
    public let speedUp: Int64
    /// `[simulation] rig`: path of the lines to a rig in a process of its own (`cisterna-sim rig --lines`); without it the
    /// simulated rig is within the daemon, and starts with it.
    public let rigLines: String?
    /// `[roles]`: for each role the users and groups that have it, as `user:NAME` or `group:NAME`; names or numbers.
    public let roles: [String: [String]]
    /// `[record] keep-events-days`: days of pump time that entries of the record are kept, 30 to 3,650; default 90.
    public let eventDays: Int64
    /// `[record] snapshots`: copies of the record that lie beside it, 1 to 30; default 3.
    public let snapshotsKept: Int

    public static let roleNames = ["observer", "patient", "programmer", "service"]

    /// Reads a configuration; `file` is how errors name it. Throws everything that is wrong, each with its place.
    public init(parsing text: String, file: String) throws(DocumentErrors) {
        let root = try DocumentTable(parsing: text, file: file)
        name = root.text("name")
        rig = root.text("rig")
        state = root.text("state")
        socket = root.text("socket")
        drugs = root.optionalText("drugs")
        let simulation = root.tableOrDefaults("simulation")
        speedUp = simulation.integer("speed-up", default: 1, within: 1...100_000)
        rigLines = simulation.optionalText("rig")
        if let rigLines, !rigLines.hasPrefix("/") { simulation.report(Self.pathProblem, at: "rig") }
        let record = root.tableOrDefaults("record")
        eventDays = record.integer("keep-events-days", default: 90, within: 30...3_650)
        snapshotsKept = Int(record.integer("snapshots", default: 3, within: 1...30))
        let table = root.tableOrDefaults("roles")
        var roles: [String: [String]] = [:]
        for role in Self.roleNames {
            roles[role] = table.optionalText(role)?.split(separator: " ").map(String.init) ?? []
        }
        self.roles = roles
        if root.isSound { Self.check(self, root, table) }
        try root.finish()
    }

    private static let pathProblem = "a path from the root is expected here: the daemon has no folder of its own"

    private static func check(_ configuration: Self, _ root: DocumentTable, _ roles: DocumentTable) {
        for (key, path) in [
            ("rig", configuration.rig), ("state", configuration.state), ("socket", configuration.socket),
            ("drugs", configuration.drugs ?? "/"),
        ]
        where !path.hasPrefix("/") {
            root.report(pathProblem, at: key)
        }
        if configuration.socket.utf8.count > 107 {
            root.report("a socket's path has at most 107 bytes (the kernel's limit)", at: "socket")
        }
        for (role, members) in configuration.roles {
            for member in members where Peer(parsing: member) == nil {
                roles.report("“\(member)” is no user:NAME or group:NAME that this machine knows", at: role)
            }
        }
    }

    /// A user or group by number.
    public enum Peer: Hashable, Sendable {
        case user(UInt32)
        case group(UInt32)

        /// Reads `user:alice`, `group:lab` or the same with numbers; nil where the machine knows no such one.
        public init?(parsing text: String) {
            let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            switch parts[0] {
            case "user":
                guard let number = UInt32(parts[1]) ?? getpwnam(parts[1])?.pointee.pw_uid else { return nil }
                self = .user(number)
            case "group":
                guard let number = UInt32(parts[1]) ?? getgrnam(parts[1])?.pointee.gr_gid else { return nil }
                self = .group(number)
            default: return nil
            }
        }
    }
}
