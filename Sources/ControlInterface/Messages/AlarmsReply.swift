// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Pump.Alarms`.
public struct AlarmsReply: Codable, Sendable, Equatable {
    public var alarms: [AlarmMessage]

    public init(alarms: [AlarmMessage]) {
        self.alarms = alarms
    }
}
