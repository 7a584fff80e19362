// SPDX-License-Identifier: Apache-2.0
import ControlInterface

extension Examination {
    /// The last guard: what restarts a machine whose kernel hangs. Looked at from outside, since opening it would start it.
    func hardwareWatchdog() -> Finding {
        let names = machine.entries("/dev").filter { $0.hasPrefix("watchdog") && Int($0.dropFirst(8)) != nil }
        guard !names.isEmpty else {
            return Finding(
                .hardwareWatchdog, .notice, "there is no /dev/watchdog*: nothing restarts a machine that hangs",
                remedy: "Load the board's watchdog driver, or softdog where it has none.")
        }
        let shown = names.map { name -> String in
            let folder = "/sys/class/watchdog/\(name)"
            let identity = machine.text("\(folder)/identity").map { " \"\($0)\"" } ?? ""
            let state = machine.text("\(folder)/state").map { ", \($0)" } ?? ""
            let timeout = machine.text("\(folder)/timeout").map { ", timeout \($0) s" } ?? ""
            return "\(name)\(identity)\(state)\(timeout)"
        }
        let isActive = names.contains { machine.text("/sys/class/watchdog/\($0)/state") == "active" }
        let setting = runtimeWatchdog()
        let systemd = setting.map { "RuntimeWatchdogSec=\($0)" } ?? "systemd has no RuntimeWatchdogSec"
        let isFed = isActive || setting.map { !["0", "off", "infinity", ""].contains($0) } == true
        return Finding(
            .hardwareWatchdog, isFed ? .good : .notice, "\(shown.joined(separator: "; ")); \(systemd)",
            remedy: "Set RuntimeWatchdogSec=10s in a file in /etc/systemd/system.conf.d.")
    }

    /// What systemd's files say, the last word counting: those in `/etc` over those in `/run` over those in `/usr/lib`.
    private func runtimeWatchdog() -> String? {
        var files: [String: String] = [:]
        for folder in ["/usr/lib", "/run", "/etc"] {
            for name in machine.entries("\(folder)/systemd/system.conf.d") where name.hasSuffix(".conf") {
                files[name] = "\(folder)/systemd/system.conf.d/\(name)"
            }
        }
        let ordered =
            ["/usr/lib/systemd/system.conf", "/etc/systemd/system.conf"] + files.keys.sorted().compactMap { files[$0] }
        var setting: String?
        for path in ordered {
            for line in (machine.text(path) ?? "").split(separator: "\n") {
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, parts[0].filter({ !$0.isWhitespace }) == "RuntimeWatchdogSec" else { continue }
                setting = parts[1].filter { !$0.isWhitespace }
            }
        }
        return setting
    }
}
