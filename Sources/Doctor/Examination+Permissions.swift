// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation

extension Examination {
    /// Who may come to the control socket.
    func controlSocket() -> Finding {
        guard let node = machine.node(socket) else {
            return Finding(
                .controlSocket, .unknown, "\(socket) is not there",
                remedy: "Start the daemon (systemctl start cisternad@NAME.socket), or name its socket with --socket.")
        }
        guard node.isSocket else {
            return Finding(
                .controlSocket, .bad, "\(socket) (\(node.text)) is no socket",
                remedy: "Move it away, or give the daemon's configuration another path for the socket.")
        }
        if examiner == .user, access(machine.root + socket, W_OK) != 0 {
            return Finding(
                .controlSocket, .bad, "\(socket) (\(node.text)) is not for this user",
                remedy: node.group == "root"
                    ? "Make the group cisterna (systemd-sysusers), add the user to it, and start the daemon anew."
                    : "Add the user to the group \(node.group) and log in anew.")
        }
        if examiner == .user {
            return Finding(
                .controlSocket, .notice, "\(socket) (\(node.text)): nobody answers there",
                remedy: "Start the daemon (systemctl start cisternad@NAME.socket).")
        }
        if node.isOpenToAll {
            return Finding(
                .controlSocket, .notice, "\(socket) (\(node.text)): everybody on this machine may stop the pump",
                remedy: "Give it mode 0660 and the group cisterna, unless everybody is meant to.")
        }
        return Finding(.controlSocket, .good, "\(socket) (\(node.text))")
    }

    /// Whether the record can be written, and for how long.
    func stateFolder() -> Finding {
        guard let state else {
            return Finding(
                .stateFolder, .unknown, "the daemon's configuration names it, and no daemon has answered",
                remedy: "Start the daemon and ask again.")
        }
        guard let node = machine.node(state), node.isFolder else {
            return Finding(
                .stateFolder, .bad, "\(state) is no folder",
                remedy: "Make it and give it to the daemon's user, as StateDirectory= of the unit does.")
        }
        guard access(machine.root + state, R_OK | W_OK | X_OK) == 0 else {
            return Finding(
                .stateFolder, .bad, "\(state) (\(node.text)) cannot be written: \(String(cString: strerror(errno)))",
                remedy: "Give it to the daemon's user, as StateDirectory= of the unit does.")
        }
        let free = machine.freeBytes(state)
        let text = "\(state) (\(node.text)) can be written"
        guard let free else { return Finding(.stateFolder, .good, text) }
        return Self.space(free, text)
    }

    /// A day of events takes some megabytes.
    static func space(_ free: Int64, _ text: String) -> Finding {
        Finding(
            .stateFolder, free < 10 << 20 ? .bad : free < 200 << 20 ? .notice : .good,
            "\(text), \(ByteText.short(free)) free", remedy: "Make room: a full disk stops the pump.")
    }

    /// Whether the chips' nodes can be opened.
    func gpioDevices() -> Finding {
        let names = machine.entries("/dev").filter { $0.hasPrefix("gpiochip") && Int($0.dropFirst(8)) != nil }
        guard !names.isEmpty else {
            if isSimulated { return Finding(.gpioDevices, .good, "none here; a simulated rig needs none") }
            let isWanted = rig.configuration != nil
            return Finding(
                .gpioDevices, isWanted ? .bad : .notice, "there is no /dev/gpiochip*",
                remedy: "Use a board with GPIO and a kernel that knows it, or a simulated rig.")
        }
        var refused = false
        var isOpenToAll = false
        let lines = names.map { name in
            let error = machine.opening("/dev/\(name)", O_RDWR)
            let node = machine.node("/dev/\(name)")
            refused = refused || error != 0
            isOpenToAll = isOpenToAll || node?.isOpenToAll == true
            let result = error == 0 ? "may be opened" : String(cString: strerror(error))
            return "/dev/\(name) (\(node?.text ?? "gone")): \(result)"
        }
        let text = lines.joined(separator: "\n")
        if refused {
            return Finding(
                .gpioDevices, rig.configuration == nil || examiner == .user ? .notice : .bad, text,
                remedy: "Install 70-cisterna.rules and add the user to the group gpio.")
        }
        return Finding(
            .gpioDevices, isOpenToAll ? .notice : .good, text,
            remedy: "Install 70-cisterna.rules: as it stands, everybody may drive the lines.")
    }
}
