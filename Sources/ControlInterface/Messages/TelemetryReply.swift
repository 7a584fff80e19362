// SPDX-License-Identifier: Apache-2.0

/// A reply of `io.cisterna.History.Telemetry`: some minutes, or nothing at the end.
public struct TelemetryReply: Codable, Sendable, Equatable {
    public var row: TelemetryMessage?

    public init(
        row: TelemetryMessage? = nil
    ) {
        self.row = row
    }
}
