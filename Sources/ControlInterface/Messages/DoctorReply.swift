// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Service.Doctor`.
public struct DoctorReply: Codable, Sendable, Equatable {
    public var findings: [FindingMessage]
    public var latency: LatencyMessage

    public init(findings: [FindingMessage], latency: LatencyMessage) {
        self.findings = findings
        self.latency = latency
    }
}
