// SPDX-License-Identifier: Apache-2.0

/// A line in the record of a trial.
public struct TrialEntry: Codable, Hashable, Sendable {
    public let time: RecordTime
    public let event: TrialEvent
}
