// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// An entry of the record in one line.
enum EventText {
    static func line(_ event: EventMessage, _ style: TextStyle) -> String {
        let priority: PriorityWord? =
            switch event.severity {
            case .information: nil
            case .low: .low
            case .medium: .medium
            case .high: .high
            }
        let kind = priority.map { style.urgent(event.kind, $0) } ?? event.kind
        let time = event.wallTimeTrusted ? event.wallTime : "\(event.wallTime)?"
        return "\(event.sequence)  \(time)  \(kind)  \(event.text)"
    }
}
