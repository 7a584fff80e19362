// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Pump.Status`.
public struct StatusReply: Codable, Sendable, Equatable {
    public var status: StatusMessage

    public init(status: StatusMessage) {
        self.status = status
    }
}
