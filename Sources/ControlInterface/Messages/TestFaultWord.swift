// SPDX-License-Identifier: Apache-2.0

/// How a thread of the daemon is made to fail.
public enum TestFaultWord: String, Codable, Sendable, CaseIterable {
    case blockRealTime, spinRealTime, blockSupervisor, blockLedger
}
