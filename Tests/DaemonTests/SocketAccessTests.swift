// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Daemon

/// Goal: who has a role can connect, and nobody else. Method: the real daemon's socket, as users that it does not know.
@Suite("Who may connect", .serialized)
struct SocketAccessTests {
    private static let roles = "[roles]\nobserver = \"user:54321 group:54322\""

    /// Asks for the status as this user, in this group, and gives what came of it.
    private func ask(_ socket: String, user: Int, group: Int) throws -> String {
        let program = """
            import socket, sys
            client = socket.socket(socket.AF_UNIX)
            try:
                client.connect(sys.argv[1])
            except PermissionError:
                sys.exit("refused")
            client.sendall(b'{"method":"io.cisterna.Pump.Status"}\\0')
            client.settimeout(20)
            print("parameters" if b'"parameters"' in client.recv(65536) else "error")
            """
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        process.arguments = [
            "--reuid=\(user)", "--regid=\(group)", "--clear-groups", "/usr/bin/python3", "-c", program, socket,
        ]
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return said.trimmingCharacters(in: .newlines)
    }

    @Test(
        "Mapped users and groups connect, others do not, and who is mapped no more does not either",
        .enabled(if: getuid() == 0, "only root may become other users"))
    func ownSocket() async throws {
        let daemon = try DaemonProcess(roles: Self.roles)
        _ = try await daemon.start()
        try #require(!daemon.said().contains("keeps no access lists"))
        #expect(try ask(daemon.socket, user: 54321, group: 54329) == "parameters")
        #expect(try ask(daemon.socket, user: 54329, group: 54322) == "parameters")
        #expect(try ask(daemon.socket, user: 54329, group: 54329) == "refused")
        daemon.terminate()
        try daemon.write(speedUp: 200)
        _ = try await daemon.start()
        #expect(try ask(daemon.socket, user: 54321, group: 54322) == "refused")
        daemon.terminate()
    }

    @Test("The socket that systemd hands over gets its access list, and loses the entries of an earlier one")
    func handedSocket() async throws {
        let daemon = try DaemonProcess(speedUp: 1, roles: Self.roles)
        let result = try await SystemdTests().harness(["activation"], daemon)
        // By their tags: owner, users, group, groups, mask, the rest of the world.
        #expect(
            result["access"] as? [String] == [
                "1:6:-", "2:6:54321", "4:6:-", "8:6:54322", "16:6:-", "32:0:-",
            ], "\(result)")
    }

    @Test("Without access lists the daemon says so, when somebody would need one")
    func noAccessLists() throws {
        let text = "name = \"a\"\nrig = \"/a\"\nstate = \"/a\"\nsocket = \"/a\"\n"
        for (roles, isSaid) in [("", false), (Self.roles, true)] {
            var said: [String] = []
            let configuration = try DaemonConfiguration(parsing: text + roles, file: "a.toml")
            SocketAccess(configuration).apply(to: "/proc/version") { said.append($0) }
            #expect(said.contains { $0.contains("keeps no access lists") } == isSaid, "\(said)")
        }
        let pair = Pipe()
        #expect(SocketAccess.path(of: pair.fileHandleForReading.fileDescriptor) == nil)
    }
}
