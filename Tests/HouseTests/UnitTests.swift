// SPDX-License-Identifier: Apache-2.0

import Testing

/// Goal: the units keep what the daemon's design rests on. Method: read their settings as text.
@Suite("systemd units")
struct UnitTests {
    private static func settings(_ path: String) throws -> [String] {
        let text = try #require(Repository.text(path))
        return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") && !$0.hasPrefix("[") }
    }

    @Test("The service has a watchdog, a safe end and real time inside the process only")
    func serviceKeepsItsPromises() throws {
        let settings = try Self.settings("systemd/cisternad@.service")
        let needed = [
            "Type=notify", "WatchdogSec=2", "KillMode=mixed", "Restart=on-failure", "LimitRTTIME=200ms",
            "LimitMEMLOCK=infinity", "NoNewPrivileges=yes", "DevicePolicy=closed", "RestrictAddressFamilies=AF_UNIX",
            "ExecStart=/usr/bin/cisternad --config /etc/cisterna/%i.toml",
            "ExecStopPost=/usr/bin/cisternad --config /etc/cisterna/%i.toml --safe-state",
        ]
        for setting in needed { #expect(settings.contains(setting), "\(setting)") }
        // The first hides the peers, the second the boot id; the third raises every thread; the others shut the
        // lines and the real-time threads out.
        let forbidden = [
            "PrivateUsers=", "ProcSubset=", "CPUSchedulingPolicy=", "PrivateDevices=",
            "RestrictRealtime=",
        ]
        for setting in settings {
            #expect(!forbidden.contains { setting.hasPrefix($0) }, "\(setting)")
        }
    }

    @Test("The socket is for the group alone and has the name of its protocol")
    func socketIsForTheGroup() throws {
        let settings = try Self.settings("systemd/cisternad@.socket")
        let needed = [
            "ListenStream=/run/cisterna/%i/control.sock", "SocketMode=0660", "SocketGroup=cisterna",
            "FileDescriptorName=varlink",
        ]
        for setting in needed { #expect(settings.contains(setting), "\(setting)") }
    }
}
