// SPDX-License-Identifier: Apache-2.0

/// What `io.cisterna.Programmer.TrialStep` takes.
public struct TrialStepParameters: Codable, Sendable, Equatable {
    public var requestId: String
    public var revision: Int64
    public var `operator`: String
    public var step: TrialStepWord
    /// 0 to 10, with `score` only.
    public var score: Int64?
    public var text: String?

    public init(
        requestId: String, revision: Int64, `operator`: String, step: TrialStepWord, score: Int64? = nil,
        text: String? = nil
    ) {
        self.requestId = requestId
        self.revision = revision
        self.operator = `operator`
        self.step = step
        self.score = score
        self.text = text
    }
}
