// SPDX-License-Identifier: Apache-2.0

/// The parameters of a call that takes nothing but the id of a request.
public struct RequestParameters: Codable, Sendable, Equatable {
    public var requestId: String

    public init(requestId: String) {
        self.requestId = requestId
    }
}
