// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Service.Replaced` takes.
public struct ReplacedParameters: Codable, Sendable, Equatable {
    public var requestId: String
    public var part: PartWord
    public var `operator`: String

    public init(requestId: String, part: PartWord, `operator`: String) {
        self.requestId = requestId
        self.part = part
        self.operator = `operator`
    }
}
