// SPDX-License-Identifier: Apache-2.0

/// A condition that is listed, with what to do about it.
public struct AlarmMessage: Codable, Sendable, Equatable {
    /// By ``ConditionName``.
    public var condition: String
    public var priority: PriorityWord
    public var response: ResponseWord
    public var present: Bool
    public var acknowledged: Bool
    public var sinceSeconds: Int64
    public var silenced: Bool
    public var text: String
    public var doing: String
    public var next: String

    public init(
        condition: String, priority: PriorityWord, response: ResponseWord, present: Bool, acknowledged: Bool,
        sinceSeconds: Int64, silenced: Bool, text: String, doing: String, next: String
    ) {
        self.condition = condition
        self.priority = priority
        self.response = response
        self.present = present
        self.acknowledged = acknowledged
        self.sinceSeconds = sinceSeconds
        self.silenced = silenced
        self.text = text
        self.doing = doing
        self.next = next
    }
}
