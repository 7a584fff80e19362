// SPDX-License-Identifier: Apache-2.0

/// Durations as people read them.
enum DurationText {
    /// The two largest units that matter: `2 h 3 min`.
    static func text(seconds: Int64) -> String {
        guard seconds >= 0 else { return "-" + text(seconds: seconds == .min ? .max : -seconds) }
        let units: [(size: Int64, name: String)] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")]
        guard let first = units.firstIndex(where: { seconds >= $0.size }) else { return "0 s" }
        let (whole, rest) = seconds.quotientAndRemainder(dividingBy: units[first].size)
        guard first + 1 < units.count else { return "\(whole) s" }
        let next = rest / units[first + 1].size
        let text = "\(whole) \(units[first].name)"
        return next == 0 ? text : "\(text) \(next) \(units[first + 1].name)"
    }
}
