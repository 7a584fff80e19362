// SPDX-License-Identifier: Apache-2.0

/// The reply of `SelfTest` and of `ClearFailure` of `io.cisterna.Service`.
public struct SelfTestReply: Codable, Sendable, Equatable {
    public var passed: Bool
    public var checks: [CheckMessage]

    public init(passed: Bool, checks: [CheckMessage]) {
        self.passed = passed
        self.checks = checks
    }
}
