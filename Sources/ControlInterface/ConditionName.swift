// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Transcript

/// The names of conditions on the wire: those of the record.
public enum ConditionName {
    public static func name(of condition: Condition) -> String { condition.name }

    /// The condition of a name; nil for none.
    public static func condition(named name: String) -> Condition? { Condition(name: name) }
}
