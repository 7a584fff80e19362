// SPDX-License-Identifier: Apache-2.0

/// What a process obtained of the kernel when it asked.
public struct RealTimeObtained: Sendable, Hashable {
    /// SCHED_FIFO for the real-time thread: 1, or -errno of the attempt; 0 where it is not known.
    public let realTimeClass: Int32
    /// The same for the supervisor; nil where there is none.
    public let supervisorClass: Int32?
    public let memoryIsLocked: Bool

    public init(realTimeClass: Int32, supervisorClass: Int32?, memoryIsLocked: Bool) {
        self.realTimeClass = realTimeClass
        self.supervisorClass = supervisorClass
        self.memoryIsLocked = memoryIsLocked
    }
}
