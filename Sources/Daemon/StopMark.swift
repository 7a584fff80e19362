// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A file in the runtime folder that says: the pump was stopped, and the record may not know it yet. The folder is no disk,
/// so that a disk which hangs cannot keep it from being set; it goes with a reboot, and so does the hung disk's process.
struct StopMark: Sendable {
    let path: String

    /// Beside the socket: that is the runtime folder.
    init(besides socket: String) { path = socket + ".stopped" }

    var isSet: Bool { access(path, F_OK) == 0 }

    func set() {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        if descriptor >= 0 { close(descriptor) }
    }

    func remove() { unlink(path) }
}
