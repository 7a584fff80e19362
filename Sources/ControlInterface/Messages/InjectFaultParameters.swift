// SPDX-License-Identifier: Apache-2.0

/// What `InjectFault` takes.
public struct InjectFaultParameters: Codable, Sendable, Equatable {
    public var requestId: String
    /// A ``TestFaultWord``, or the name of a fault of the simulated rig. With ``end``: that fault, or `all`.
    public var fault: String
    /// How long it lasts; for a thread 1 to 600. Nil: until it is ended.
    public var seconds: Int64?
    /// How much of it, in millionths of the fault's own unit. Nil: as usual.
    public var amountMillionths: Int64?
    /// How long it takes to come to that.
    public var overSeconds: Int64?
    /// It comes and goes, there for half of so long.
    public var everySeconds: Int64?
    public var end: Bool?

    public init(
        requestId: String, fault: String, seconds: Int64? = nil, amountMillionths: Int64? = nil,
        overSeconds: Int64? = nil, everySeconds: Int64? = nil, end: Bool? = nil
    ) {
        self.requestId = requestId
        self.fault = fault
        self.seconds = seconds
        self.amountMillionths = amountMillionths
        self.overSeconds = overSeconds
        self.everySeconds = everySeconds
        self.end = end
    }

    public init(requestId: String, fault: TestFaultWord, seconds: Int64) {
        self.init(requestId: requestId, fault: fault.rawValue, seconds: seconds)
    }
}
