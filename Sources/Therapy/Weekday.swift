// SPDX-License-Identifier: Apache-2.0

/// A day of the week as therapy files write it; the week begins on Monday.
public enum Weekday: String, CaseIterable, Hashable, Comparable, Sendable {
    case monday = "mon"
    case tuesday = "tue"
    case wednesday = "wed"
    case thursday = "thu"
    case friday = "fri"
    case saturday = "sat"
    case sunday = "sun"

    /// 0 for Monday to 6 for Sunday.
    public var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    public static func < (left: Self, right: Self) -> Bool { left.index < right.index }

    /// The days that a text names, in the order of the week: words (`"mon tue"`), ranges that may pass the week's end
    /// (`"sat-mon"`) and `"all"`.
    ///
    /// - Returns: Nil with the word that is none of these, or that names a day again.
    static func days(in text: String) -> (days: [Weekday]?, mistake: String) {
        var days: [Weekday] = []
        for word in text.split(separator: " ").map(String.init) {
            guard let named = Self.named(word), !named.contains(where: { days.contains($0) }) else {
                return (nil, word)
            }
            days += named
        }
        return days.isEmpty ? (nil, text) : (days.sorted(), "")
    }

    private static func named(_ word: String) -> [Weekday]? {
        if word == "all" { return allCases }
        let ends = word.split(separator: "-", omittingEmptySubsequences: false).map { Weekday(rawValue: String($0)) }
        guard let first = ends.first, let first, ends.count <= 2, let last = ends.last, let last else { return nil }
        let span = (last.index - first.index + 7) % 7
        return (0...span).map { allCases[(first.index + $0) % 7] }
    }
}
