// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// Conditions as lines to read: each says what, since when, what the pump does now, what to do next.
enum AlarmText {
    static func heading(_ alarms: [AlarmMessage], _ style: TextStyle) -> String {
        style.bold(alarms.isEmpty ? "No conditions" : "Conditions")
    }

    static func lines(_ alarms: [AlarmMessage], _ style: TextStyle) -> [String] {
        alarms.flatMap { alarm in
            [
                "  \(style.urgent(alarm.priority.rawValue.uppercased(), alarm.priority)) \(alarm.condition), \(marks(alarm))",
                "    what  \(alarm.text)", "    now   \(alarm.doing)", "    next  \(alarm.next)",
            ]
        }
    }

    private static func marks(_ alarm: AlarmMessage) -> String {
        var marks = ["since \(Shown.seconds(alarm.sinceSeconds))"]
        if !alarm.present { marks.append("cause gone") }
        if alarm.acknowledged { marks.append("acknowledged") }
        if alarm.silenced { marks.append("silenced") }
        return marks.joined(separator: ", ")
    }
}
