// SPDX-License-Identifier: Apache-2.0

/// Priorities within SCHED_FIFO, 1 to 99: the supervisor stands above what it watches.
public enum ThreadPriority {
    public static let realTime: Int32 = 60
    public static let supervisor: Int32 = 70
}
