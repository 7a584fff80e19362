// SPDX-License-Identifier: Apache-2.0

/// Movement that a crash left unproven; it counts as delivered.
public struct RunUncertain: Codable, Hashable, Sendable {
    public var at: ReportTime
    public var pulses: Int64
    public var picoliters: Int64
}
