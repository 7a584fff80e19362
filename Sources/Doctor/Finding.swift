// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// What one check found.
public struct Finding: Sendable, Hashable {
    public let check: Check
    public let verdict: VerdictWord
    /// What was seen, with figures; what belongs to it in detail stands on further lines.
    public let text: String
    /// What to do, in one sentence; nil where the verdict is good, or nothing can be done.
    public let remedy: String?

    init(_ check: Check, _ verdict: VerdictWord, _ text: String, remedy: String? = nil) {
        self.check = check
        self.verdict = verdict
        self.text = text
        self.remedy = verdict == .good ? nil : remedy
    }

    /// As the control interface has it.
    public var message: FindingMessage {
        FindingMessage(check: check.rawValue, verdict: verdict, text: text, remedy: remedy)
    }
}
