// SPDX-License-Identifier: Apache-2.0

/// What `InjectFault` takes.
public struct InjectFaultParameters: Codable, Sendable, Equatable {
    public var requestId: String
    public var fault: TestFaultWord
    /// 1 to 600.
    public var seconds: Int64

    public init(requestId: String, fault: TestFaultWord, seconds: Int64) {
        self.requestId = requestId
        self.fault = fault
        self.seconds = seconds
    }
}
