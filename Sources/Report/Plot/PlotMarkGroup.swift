// SPDX-License-Identifier: Apache-2.0

/// Marks that would lie on one another, drawn as one.
struct PlotMarkGroup {
    /// Numbers of the marks, counted from 1.
    private(set) var numbers: ClosedRange<Int>
    private(set) var severity: ReportSeverity
    /// Of the first, on the paper.
    let place: Double
    private(set) var titles: [String]

    /// `3`, or `3-7`.
    var label: String {
        numbers.count == 1 ? "\(numbers.lowerBound)" : "\(numbers.lowerBound)-\(numbers.upperBound)"
    }

    /// Groups of those that the axis shows. Numbers go by the order in time, as ``ordered(_:)`` lists them.
    static func groups(_ marks: [PlotMark], on scale: PlotScale) -> [PlotMarkGroup] {
        var groups: [PlotMarkGroup] = []
        for (index, mark) in ordered(marks).enumerated() {
            guard mark.x.isFinite, scale.range.contains(mark.x), scale.axis.shows(mark.x) else { continue }
            let place = scale.place(mark.x)
            let number = index + 1
            if var last = groups.last, last.numbers.upperBound == number - 1, place - last.place < 26 {
                last.numbers = last.numbers.lowerBound...number
                last.severity = max(last.severity, mark.severity)
                last.titles.append(mark.title)
                groups[groups.count - 1] = last
            } else {
                groups.append(
                    PlotMarkGroup(
                        numbers: number...number, severity: mark.severity, place: place, titles: [mark.title]))
            }
        }
        return groups
    }

    /// By their places; those of one place in the order that they were given in.
    static func ordered(_ marks: [PlotMark]) -> [PlotMark] {
        marks.enumerated().sorted { ($0.element.x, $0.offset) < ($1.element.x, $1.offset) }.map(\.element)
    }
}
