// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Pump.Stop`.
public struct StopReply: Codable, Sendable, Equatable {
    public var recorded: Bool
    public var confirmed: Bool
    public var lastOdometerPulses: Int64

    public init(recorded: Bool, confirmed: Bool, lastOdometerPulses: Int64) {
        self.recorded = recorded
        self.confirmed = confirmed
        self.lastOdometerPulses = lastOdometerPulses
    }
}
