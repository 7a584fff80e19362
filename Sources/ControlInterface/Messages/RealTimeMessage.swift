// SPDX-License-Identifier: Apache-2.0

/// How well the edges keep their time.
public struct RealTimeMessage: Codable, Sendable, Equatable {
    public var schedulingClass: SchedulingWord
    public var memoryLocked: Bool
    public var latencyHold: Bool
    public var wakeUps: Int64
    public var latencyP50Nanoseconds: Int64
    public var latencyP99Nanoseconds: Int64
    public var latencyMaximumNanoseconds: Int64
    public var lateEdges: Int64
    public var degraded: Bool

    public init(
        schedulingClass: SchedulingWord, memoryLocked: Bool, latencyHold: Bool, wakeUps: Int64,
        latencyP50Nanoseconds: Int64, latencyP99Nanoseconds: Int64, latencyMaximumNanoseconds: Int64, lateEdges: Int64,
        degraded: Bool
    ) {
        self.schedulingClass = schedulingClass
        self.memoryLocked = memoryLocked
        self.latencyHold = latencyHold
        self.wakeUps = wakeUps
        self.latencyP50Nanoseconds = latencyP50Nanoseconds
        self.latencyP99Nanoseconds = latencyP99Nanoseconds
        self.latencyMaximumNanoseconds = latencyMaximumNanoseconds
        self.lateEdges = lateEdges
        self.degraded = degraded
    }
}
