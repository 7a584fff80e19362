// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc
import PumpCore
import Quantities
import Synchronization

/// The supervisor thread: watches the real-time thread's promises and its steps against the budget, and alone writes ENABLE
/// and heartbeat (BR-F02). It knows nothing of therapy.
public struct SupervisorLoop<Lines: SafetyLines>: ~Copyable {
    @usableFromInline let lines: Lines
    @usableFromInline var watch: SupervisorWatch

    /// - Throws: ``RealTimeError`` where the kernel gives no timer.
    public init(lines: Lines, settings: RealTimeSettings, shared: UnsafeMutablePointer<SharedState>) throws {
        self.lines = lines
        watch = try SupervisorWatch(settings: settings, shared: shared)
    }

    /// Runs until the process shuts down; ENABLE is off when it returns.
    @inlinable public mutating func run() {
        watch.linesAre(ok: lines.setEnable(false) && lines.setHeartbeat(false))
        while watch.wait() {
            switch watch.judge() {
            case .nothing: break
            case .enable: watch.enabled(ok: lines.setEnable(true))
            case .disable: watch.disabled(ok: lines.setEnable(false) && lines.setHeartbeat(false))
            }
            if watch.heartbeatIsDue() { watch.linesAre(ok: lines.setHeartbeat(watch.heartbeatLevel)) }
        }
        watch.disabled(ok: lines.setEnable(false) && lines.setHeartbeat(false))
        watch.end()
    }
}
