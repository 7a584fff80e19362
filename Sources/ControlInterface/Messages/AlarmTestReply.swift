// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Pump.AlarmTest`.
public struct AlarmTestReply: Codable, Sendable, Equatable {
    /// How long it takes.
    public var seconds: Int64
    /// Whether the rig has a buzzer or lamps to show it.
    public var hasOutputs: Bool

    public init(seconds: Int64, hasOutputs: Bool) {
        self.seconds = seconds
        self.hasOutputs = hasOutputs
    }
}
