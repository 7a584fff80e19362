// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc

/// Keeps the processors out of slow idle states while it is held: a sleeping core wakes tens of microseconds later.
public struct LatencyHold: ~Copyable {
    private let descriptor: Int32

    /// - Throws: ``RealTimeError/system(call:errno:)`` where `/dev/cpu_dma_latency` may not be opened.
    public init() throws(RealTimeError) {
        descriptor = cisterna_latency_hold()
        guard descriptor >= 0 else { throw .system(call: "open /dev/cpu_dma_latency", errno: -descriptor) }
    }

    deinit { close(descriptor) }
}
