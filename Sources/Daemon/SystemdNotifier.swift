// SPDX-License-Identifier: Apache-2.0
import CSystemd
import Quantities

/// What the daemon says to systemd, or to nobody where there is no `NOTIFY_SOCKET`.
struct SystemdNotifier: Sendable {
    /// How often systemd wants to hear that all is well; nil where it does not ask.
    let watchdogInterval: Duration?

    init() {
        let microseconds = cisterna_sd_watchdog_usec()
        watchdogInterval = microseconds == 0 ? nil : .microsecond * Int64(clamping: microseconds)
    }

    func ready(status: String) { send("READY=1\nSTATUS=\(line(status))") }
    func status(_ text: String) { send("STATUS=\(line(text))") }
    func stopping() { send("STOPPING=1") }
    func feedWatchdog() { send("WATCHDOG=1") }

    private func line(_ text: String) -> String { text.split(separator: "\n").joined(separator: " ") }
    private func send(_ state: String) { _ = cisterna_sd_notify(state) }
}
