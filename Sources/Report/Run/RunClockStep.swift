// SPDX-License-Identifier: Apache-2.0

/// A step of the machine's wall clock.
public struct RunClockStep: Codable, Hashable, Sendable {
    /// By the clock after it.
    public var at: ReportTime
    public var nanoseconds: Int64
}
