// SPDX-License-Identifier: Apache-2.0
import CLinux
import Dispatch
import Synchronization

/// A thread of one's own: a block on a dedicated Dispatch queue that returns only at the end of the process.
public enum DedicatedThread {
    /// Starts `body` on a thread named `name`, in SCHED_FIFO at `priority` where one is given and
    /// that is permitted.
    ///
    /// - Parameter obtained: Called on the new thread before `body` with 1 for SCHED_FIFO or -errno of the attempt.
    /// - Returns: A group that is left when `body` has returned.
    public static func start(
        name: String, priority: Int32?, obtained: @escaping @Sendable (Int32) -> Void = { _ in },
        body: @escaping @Sendable () -> Void
    ) -> DispatchGroup {
        let group = DispatchGroup()
        DispatchQueue(label: "io.cisterna.\(name)", qos: .userInteractive).async(group: group) {
            _ = cisterna_thread_name(name)
            if let priority {
                let errno = cisterna_thread_fifo(priority)
                // Outside SCHED_FIFO the kernel adds up to 50 us to save wake-ups.
                if errno != 0 { _ = cisterna_thread_timer_slack(1) }
                obtained(errno == 0 ? 1 : -errno)
                cisterna_prefault_stack()
            }
            body()
        }
        return group
    }
}
