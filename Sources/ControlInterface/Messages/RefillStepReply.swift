// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Programmer.RefillStep`.
public struct RefillStepReply: Codable, Sendable, Equatable {
    /// Nil once it has ended.
    public var refill: RefillMessage?
    /// With `fill` only.
    public var proposal: ProposeReply?
    public var revision: Int64
    public var next: String

    public init(refill: RefillMessage? = nil, proposal: ProposeReply? = nil, revision: Int64, next: String) {
        self.refill = refill
        self.proposal = proposal
        self.revision = revision
        self.next = next
    }
}
