// SPDX-License-Identifier: Apache-2.0
import Foundation
import RigFile
import TOMLDocument

/// The rig under test: the pump whose configuration is `/etc/cisterna/NAME.toml`, with NAME in `CISTERNA_HARDWARE`.
///
/// The tests run as root, start and stop `cisternad@NAME.service`, and move the motor: only instruments may hang on it.
struct HardwareRig: Sendable {
    let name: String
    /// Where its rig file lies.
    let rigFile: String
    /// The folder of its record.
    let state: String
    let description: RigDescription
    let wiring: GPIOWiring

    /// The rig, where this machine has one to test.
    static let present: HardwareRig? = try? HardwareRig()

    static var isThere: Bool { ProcessInfo.processInfo.environment["CISTERNA_HARDWARE"] != nil }

    /// What the kernel simulates can also vanish, change its number and be pulled up and down.
    static var isKernelSimulation: Bool {
        (try? KernelChip(label: required().wiring.lines.chip))?.isSimulation ?? false
    }

    /// Half an hour of trials becomes a few minutes: for continuous integration.
    static var isShort: Bool { ProcessInfo.processInfo.environment["CISTERNA_HARDWARE_SHORT"] == "1" }

    /// The Debian package that is installed and may be removed and installed again.
    static var package: String? { ProcessInfo.processInfo.environment["CISTERNA_HARDWARE_DEB"] }

    static var hasVarlinkctl: Bool { (try? Shell.run("varlinkctl", "--version").code) == 0 }

    /// - Throws: What is missing, in a sentence.
    static func required() throws -> HardwareRig { try present ?? HardwareRig() }

    private init() throws {
        guard let name = ProcessInfo.processInfo.environment["CISTERNA_HARDWARE"] else {
            throw TestFailure("CISTERNA_HARDWARE names no pump")
        }
        self.name = name
        let configuration = try String(contentsOfFile: "/etc/cisterna/\(name).toml", encoding: .utf8)
        func setting(_ key: String) throws -> String {
            let line = configuration.split(separator: "\n").first { $0.hasPrefix("\(key) =") } ?? ""
            let parts = line.split(separator: "\"")
            guard parts.count >= 2 else { throw TestFailure("/etc/cisterna/\(name).toml has no \(key)") }
            return String(parts[1])
        }
        let path = try setting("rig")
        rigFile = path
        state = try setting("state")
        description = try RigDescription(parsing: String(contentsOfFile: path, encoding: .utf8), file: path)
        guard case .gpio(let wiring) = description.hardware else {
            throw TestFailure("\(path) is no rig on GPIO lines")
        }
        guard description.limits.isTestRig else {
            throw TestFailure("\(path): only a rig with limits.test-rig = true is started, stopped and killed")
        }
        self.wiring = wiring
    }

    var configuration: String { "/etc/cisterna/\(name).toml" }
    var service: String { "cisternad@\(name).service" }
    var socketUnit: String { "cisternad@\(name).socket" }
    var socket: String { "/run/cisterna/\(name)/control.sock" }

    /// The description of an output; it has to be assigned.
    func output(_ role: LineAssignment.Output) throws -> LineDescription {
        guard let line = wiring.lines.outputs[role] else { throw TestFailure("the rig file assigns no \(role) line") }
        return line
    }
}
