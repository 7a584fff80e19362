// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Programmer.DeclarePath` takes.
public struct DeclarePathParameters: Codable, Sendable, Equatable {
    public var requestId: String
    public var contents: PathContentsWord
    public var `operator`: String
    public var reason: String

    public init(requestId: String, contents: PathContentsWord, `operator`: String, reason: String) {
        self.requestId = requestId
        self.contents = contents
        self.operator = `operator`
        self.reason = reason
    }
}
