// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing

/// Goal: the socket is systemd's, and only for whom it is meant. Method: systemd's own tool, and a user who has no business
/// here.
@Suite("The control socket under systemd", .serialized, .enabled(if: HardwareRig.isThere))
struct SocketTests {
    @Test("A connection starts the daemon, which comes up stopped")
    func activation() async throws {
        let pump = try PumpUnderTest()
        try pump.stopService()
        try Shell.must("systemctl", "start", pump.rig.socketUnit)
        #expect(try pump.property("ActiveState") == "inactive")
        let client = try await pump.client()
        #expect(try await pump.status(client).state == .stopped)
        #expect(try pump.property("ActiveState") == "active")
        try pump.stopService()
    }

    @Test(
        "varlinkctl informs, introspects and calls",
        .enabled(if: HardwareRig.hasVarlinkctl, "varlinkctl comes with systemd 255"))
    func varlinkctl() async throws {
        let pump = try PumpUnderTest()
        try pump.start()
        let address = "unix:\(pump.rig.socket)"
        let info = try Shell.must("varlinkctl", "info", address)
        #expect(info.contains("io.cisterna.Pump") && info.contains("cisternad"))
        for interface in InterfaceDefinition.all {
            let text = try Shell.must("varlinkctl", "introspect", address, interface.name)
            #expect(text.contains("interface \(interface.name)"), "\(text)")
        }
        let status = try Shell.must("varlinkctl", "call", address, "io.cisterna.Pump.Status", "{}")
        #expect(status.contains("\"state\"") && status.contains("stopped"), "\(status)")
        let streamed = try Shell.run(
            "timeout", "5", "varlinkctl", "--more", "call", address, "io.cisterna.Pump.Watch", "{}")
        #expect(streamed.said.contains("\"state\""), "\(streamed.said)")
        let wrong = try Shell.run("varlinkctl", "call", address, "io.cisterna.Pump.Resume", "{}")
        #expect(wrong.code != 0 && wrong.said.contains("InvalidParameter"), "\(wrong.said)")
        try pump.stopService()
    }

    @Test("A user without the group is refused; one with it may program")
    func roles() throws {
        let pump = try PumpUnderTest()
        // The therapy that is committed here has a fill of its own.
        try pump.start(forgetting: true)
        let refused = try Shell.run(
            "setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "cisterna", "--socket",
            pump.rig.socket, "status")
        #expect(refused.code == 77, "\(refused.said)")
        let member = try Shell.run(
            "setpriv", "--reuid", "nobody", "--regid", "nogroup", "--groups", "cisterna", "cisterna", "--socket",
            pump.rig.socket, "status")
        #expect(member.code == 0 && member.said.contains("STOPPED"), "\(member.said)")
        let programmed = try Shell.run(
            "setpriv", "--reuid", "nobody", "--regid", "nogroup", "--groups", "cisterna", "cisterna", "--socket",
            pump.rig.socket, "program", "apply", "--yes", "--operator", "member",
            "/etc/cisterna/therapies/continuous.toml")
        #expect(programmed.code == 0, "\(programmed.said)")
        try pump.stopService()
    }
}
