// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The intervals by which real-time thread and supervisor hold each other to account.
enum ReportInterval {
    /// A report of the real-time thread is due this often while the motor is enabled.
    static var enabled: Duration { @_noAllocation @_noLocks get { .millisecond * 100 } }
    /// And this often while it is not, for the watchdog.
    static var idle: Duration { @_noAllocation @_noLocks get { .second } }
    /// Two more after the one that was promised: the third missed report stops the motor (BR-F02).
    static var tolerated: Duration { @_noAllocation @_noLocks get { .millisecond * 200 } }
    /// No edge leaves with a token older than this.
    static var tokenLife: Duration { @_noAllocation @_noLocks get { .millisecond * 300 } }
    /// The supervisor's tick while the motor is enabled: the heartbeat toggles with it, the token is renewed with every other.
    static var heartbeat: Duration { @_noAllocation @_noLocks get { .millisecond * 50 } }
    /// The supervisor's tick while it is not.
    static var supervisorIdle: Duration { @_noAllocation @_noLocks get { .millisecond * 500 } }
}
