// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the real-time thread tells beside its events; some of it may be dropped, counted.
@frozen public enum Telemetry: Sendable, BitwiseCopyable {
    /// How late the thread woke for a moment that it had asked for.
    case wakeUp(latency: Duration)
    /// How late an edge left against its schedule.
    case edge(lateness: Duration)
}
