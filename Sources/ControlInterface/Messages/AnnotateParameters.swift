// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Programmer.Annotate` takes.
public struct AnnotateParameters: Codable, Sendable, Equatable {
    public var requestId: String
    public var `operator`: String
    public var text: String

    public init(requestId: String, `operator`: String, text: String) {
        self.requestId = requestId
        self.operator = `operator`
        self.text = text
    }
}
