// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Pump.Silence` takes.
public struct SilenceParameters: Codable, Sendable, Equatable {
    public var seconds: Int64?

    public init(seconds: Int64? = nil) {
        self.seconds = seconds
    }
}
