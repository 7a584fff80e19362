// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// Colour and weight, where there is a terminal that shows them.
struct TextStyle: Sendable {
    let isColoured: Bool

    static let plain = TextStyle(isColoured: false)

    func bold(_ text: String) -> String { wrap(text, "1") }
    func dim(_ text: String) -> String { wrap(text, "2") }
    func good(_ text: String) -> String { wrap(text, "32") }

    /// By urgency: red, yellow, cyan.
    func urgent(_ text: String, _ priority: PriorityWord) -> String {
        switch priority {
        case .high: wrap(text, "1;31")
        case .medium: wrap(text, "33")
        case .low: wrap(text, "36")
        }
    }

    private func wrap(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
