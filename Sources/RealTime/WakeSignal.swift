// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc

/// An eventfd by which one thread wakes another.
public struct WakeSignal: ~Copyable, Sendable {
    public let descriptor: Int32

    /// - Throws: ``RealTimeError/system(call:errno:)``.
    public init() throws(RealTimeError) {
        descriptor = cisterna_eventfd()
        guard descriptor >= 0 else { throw .system(call: "eventfd", errno: -descriptor) }
    }

    deinit { close(descriptor) }

    /// Wakes the waiting thread; signals that it has not seen yet run together.
    @_noAllocation @_noLocks
    public func raise() { _ = cisterna_event_signal(descriptor) }

    @_noAllocation @_noLocks
    public func drain() { _ = cisterna_event_drain(descriptor) }
}
