// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Pump.Acknowledge` takes.
public struct AcknowledgeParameters: Codable, Sendable, Equatable {
    public var requestId: String
    /// By ``ConditionName``.
    public var condition: String

    public init(requestId: String, condition: String) {
        self.requestId = requestId
        self.condition = condition
    }
}
