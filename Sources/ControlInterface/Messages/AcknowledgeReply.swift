// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Pump.Acknowledge`.
public struct AcknowledgeReply: Codable, Sendable, Equatable {
    public var listed: Bool

    public init(listed: Bool) {
        self.listed = listed
    }
}
