// SPDX-License-Identifier: Apache-2.0

/// The reply of `io.cisterna.Programmer.TrialStep`.
public struct TrialStepReply: Codable, Sendable, Equatable {
    public var trial: TrialMessage

    public init(trial: TrialMessage) {
        self.trial = trial
    }
}
