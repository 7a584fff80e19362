// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Pump.Silence`.
public struct SilenceReply: Codable, Sendable, Equatable {
    public var seconds: Int64

    public init(seconds: Int64) {
        self.seconds = seconds
    }
}
