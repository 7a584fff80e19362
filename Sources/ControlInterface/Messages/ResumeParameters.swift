// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Pump.Resume` takes.
public struct ResumeParameters: Codable, Sendable, Equatable {
    public var requestId: String
    public var revision: Int64

    public init(requestId: String, revision: Int64) {
        self.requestId = requestId
        self.revision = revision
    }
}
