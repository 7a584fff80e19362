// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Goal: the programmer over SSH is what it is on the spot, with the rights of who logs in. Method: a real sshd on this
/// machine, keys made for the test, a user in the pump's group and one who is not. Only where users may be made at will.
@Suite("The programmer over SSH", .serialized, .enabled(if: HardwareRig.isThere && HardwareRig.isKernelSimulation))
struct RemoteTests {
    private static let folder = "/run/cisterna-remote-tests"

    /// A user who may log in with the test's key.
    private func makeUser(_ name: String, groups: String) throws {
        if try Shell.run("id", name).code != 0 {
            try Shell.must("useradd", "-m", "-s", "/bin/sh", "-G", groups, name)
        }
        let home = try #require(NSHomeDirectoryForUser(name))
        try FileManager.default.createDirectory(atPath: "\(home)/.ssh", withIntermediateDirectories: true)
        let key = try String(contentsOfFile: "\(Self.folder)/key.pub", encoding: .utf8)
        try key.write(toFile: "\(home)/.ssh/authorized_keys", atomically: true, encoding: .utf8)
        try Shell.must("chown", "-R", "\(name):\(name)", home)
    }

    @Test("status, a change and a stop over SSH; a user without the group is refused; without a daemon it says so")
    func remote() async throws {
        let pump = try PumpUnderTest()
        try FileManager.default.createDirectory(atPath: Self.folder, withIntermediateDirectories: true)
        if !FileManager.default.fileExists(atPath: "\(Self.folder)/key") {
            try Shell.must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "\(Self.folder)/key")
        }
        try Shell.must("ssh-keygen", "-A")
        try makeUser("engineer", groups: "cisterna")
        try makeUser("visitor", groups: "users")
        try Shell.must("systemctl", "start", "ssh.service")
        defer { _ = try? Shell.run("systemctl", "stop", "ssh.service") }
        let ssh = "\(Self.folder)/ssh"
        try """
        #!/bin/sh
        exec ssh -i \(Self.folder)/key -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=\(Self.folder)/hosts "$@"
        """.write(toFile: ssh, atomically: true, encoding: .utf8)
        try Shell.must("chmod", "755", ssh)
        func cisterna(_ user: String, _ words: String...) throws -> Shell.Outcome {
            try Shell.run(
                ["env", "CISTERNA_SSH=\(ssh)", "cisterna", "--host", "\(user)@localhost", "--socket", pump.rig.socket]
                    + words)
        }

        try pump.start(forgetting: true)
        let client = try await pump.client()
        try await pump.apply(rate: "20 mL/day", client)
        try await pump.acknowledge("restarted", client)
        let status = try cisterna("engineer", "status")
        #expect(status.code == 0 && status.said.contains("STOPPED"), "\(status.said)")
        let resumed = try cisterna("engineer", "resume", "--yes")
        #expect(resumed.code == 0, "\(resumed.said)")
        #expect(try await pump.status(client).state == .delivering)
        let refused = try cisterna("visitor", "status")
        #expect(refused.code == 77, "\(refused.code): \(refused.said)")
        let stopped = try cisterna("engineer", "stop")
        #expect(stopped.code == 0 && stopped.said.contains("Stopped"), "\(stopped.said)")
        #expect(try await pump.status(client).state == .stopped)
        try pump.stopService()
        let absent = try cisterna("engineer", "status")
        #expect(absent.code == 69, "\(absent.code): \(absent.said)")
        Figures.add(
            "over SSH",
            [
                "status": "\(status.code)", "stop": stopped.said, "visitor": refused.said, "no daemon": absent.said,
            ])
    }
}
