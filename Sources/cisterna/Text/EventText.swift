// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Varlink

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

    /// The columns, in the order that they keep.
    static let heads = CSVRow.text([
        "sequence", "wallTime", "wallTimeTrusted", "bootId", "monotonicNanoseconds", "kind", "severity", "text",
        "payload",
        "requirements", "hash",
    ])

    static func row(_ event: EventMessage) -> String {
        CSVRow.text([
            "\(event.sequence)", event.wallTime, "\(event.wallTimeTrusted)", event.bootId,
            "\(event.monotonicNanoseconds)",
            event.kind, event.severity.rawValue, event.text, event.payload.description,
            event.requirements.joined(separator: " "), event.hash,
        ])
    }
}
