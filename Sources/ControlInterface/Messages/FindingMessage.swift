// SPDX-License-Identifier: Apache-2.0

/// What one check of the machine found.
public struct FindingMessage: Codable, Sendable, Equatable {
    /// In kebab case: `kernel-preemption`.
    public var check: String
    public var verdict: VerdictWord
    public var text: String
    /// Nil where there is nothing to do.
    public var remedy: String?

    public init(check: String, verdict: VerdictWord, text: String, remedy: String? = nil) {
        self.check = check
        self.verdict = verdict
        self.text = text
        self.remedy = remedy
    }
}
