// SPDX-License-Identifier: Apache-2.0
import CLinux
import Quantities

/// CLOCK_MONOTONIC: what supervisor, heartbeat, watchdog and every deadline of the process itself go by.
public enum MonotonicClock {
    @_noAllocation @_noLocks
    public static func now() -> Instant { Instant(nanoseconds: cisterna_monotonic_ns()) }
}
