// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Goal: the package does what a package should, and moves nothing. Method: dpkg itself, on the machine under test; only where
/// `CISTERNA_HARDWARE_DEB` names the file.
@Suite("The package", .serialized, .enabled(if: HardwareRig.isThere && HardwareRig.package != nil))
struct PackageTests {
    private func package() throws -> String { try #require(HardwareRig.package) }

    private var active: String {
        get throws {
            try Shell.must("systemctl", "list-units", "--plain", "--no-legend", "cisternad@*")
        }
    }

    @Test("Its parts are there, and its units pass systemd's own verification in silence")
    func parts() throws {
        let listing = try Shell.must("dpkg", "-L", "cisterna")
        for path in [
            "/usr/bin/cisternad", "/usr/bin/cisterna", "/usr/lib/systemd/system/cisternad@.service",
            "/usr/lib/sysusers.d/cisterna.conf", "/usr/lib/tmpfiles.d/cisterna.conf",
            "/usr/lib/udev/rules.d/70-cisterna.rules", "/etc/cisterna/bench.toml",
            "/usr/share/bash-completion/completions/cisterna", "/usr/share/man/man1/cisterna.1.gz",
            "/usr/share/man/man8/cisternad.8.gz",
        ] {
            #expect(listing.split(separator: "\n").contains(Substring(path)), "\(path)")
        }
        #expect(
            try Shell.must("dpkg-query", "-W", "-f", "${Conffiles}", "cisterna").contains("/etc/cisterna/bench.toml"))
        #expect(try Shell.must("dpkg", "--verify", "cisterna") == "")
        let verified = try Shell.run("systemd-analyze", "verify", "cisternad@bench.service", "cisternad@bench.socket")
        #expect(verified.code == 0 && verified.said.isEmpty, "\(verified.said)")
    }

    @Test("The service's exposure is 1.0 or less by systemd's own count")
    func exposure() throws {
        let pump = try PumpUnderTest()
        try pump.start()
        let analysis = try Shell.must("systemd-analyze", "security", "--no-pager", pump.rig.service)
        let line = try #require(analysis.split(separator: "\n").last { $0.contains("exposure level") })
        let figure = try #require(line.split(separator: " ").compactMap { Double($0) }.first)
        #expect(figure <= 1.0, "\(line)")
        Figures.add("exposure", ["unit": pump.rig.service, "figure": "\(figure)"])
        try pump.stopService()
    }

    @Test("An upgrade leaves a running pump alone, and an edited configuration as it is")
    func upgrade() async throws {
        let pump = try PumpUnderTest()
        try pump.start(forgetting: true)
        let client = try await pump.client()
        try await pump.deliver(rate: "20 mL/day", client)
        let process = try pump.processID
        let before = try await pump.wait(forPulses: 40, client)
        let bench = "/etc/cisterna/bench.toml"
        let original = try String(contentsOfFile: bench, encoding: .utf8)
        try (original + "# edited\n").write(toFile: bench, atomically: true, encoding: .utf8)
        defer { try? original.write(toFile: bench, atomically: true, encoding: .utf8) }
        let said = try Shell.must("dpkg", "-i", "--force-confold", try package())
        #expect(said.contains(pump.rig.service), "it names the pumps that go on with the program of before: \(said)")
        #expect(try pump.processID == process)
        _ = try await pump.wait(forPulses: before.odometerForwardPulses + 40, client)
        #expect(try String(contentsOfFile: bench, encoding: .utf8).hasSuffix("# edited\n"))
        try await pump.stop(client)
        try pump.stopService()
    }

    @Test("Removal stops the pump first; a purge keeps the record; installing anew starts nothing")
    func removal() async throws {
        let pump = try PumpUnderTest()
        let chip = try KernelChip(label: pump.rig.wiring.lines.chip)
        let enable = try LevelProbe(.enable, rig: pump.rig, chip: chip)
        try pump.start(forgetting: true)
        let client = try await pump.client()
        try await pump.deliver(rate: "20 mL/day", client)
        _ = try await pump.wait(forPulses: 40, client)
        #expect(try enable.isAsserted())
        let kept = try String(contentsOfFile: pump.rig.configuration, encoding: .utf8)
        let purged = try Shell.must("dpkg", "--purge", "cisterna")
        #expect(try !enable.isAsserted())
        #expect(purged.contains("/var/lib/cisterna"), "\(purged)")
        #expect(FileManager.default.fileExists(atPath: pump.rig.state))
        #expect(!FileManager.default.fileExists(atPath: "/etc/cisterna/bench.toml"))
        #expect(!FileManager.default.fileExists(atPath: "/usr/bin/cisternad"))
        let installed = try Shell.must("dpkg", "-i", try package())
        #expect(installed.contains("bench rigs only"), "\(installed)")
        #expect(try active == "", "something was started")
        // The rig's own files are no part of the package.
        try kept.write(toFile: pump.rig.configuration, atomically: true, encoding: .utf8)
        try pump.start()
        #expect(try pump.property("ActiveState") == "active")
        try pump.stopService()
    }
}
