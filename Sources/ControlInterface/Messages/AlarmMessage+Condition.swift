// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension AlarmMessage {
    /// A listed condition with its texts.
    public init(_ condition: Condition, present: Bool, acknowledged: Bool, sinceSeconds: Int64, silenced: Bool) {
        self.init(
            condition: ConditionName.name(of: condition), priority: PriorityWord(condition.priority),
            response: ResponseWord(condition.response), present: present, acknowledged: acknowledged,
            sinceSeconds: sinceSeconds, silenced: silenced, text: ConditionText.meaning(of: condition),
            doing: ConditionText.doing(about: condition), next: ConditionText.next(after: condition))
    }
}
