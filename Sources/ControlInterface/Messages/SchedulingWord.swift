// SPDX-License-Identifier: Apache-2.0

/// How the kernel runs the real-time thread.
public enum SchedulingWord: String, Codable, Sendable, Hashable, CaseIterable {
    case fifo
    case other
}
