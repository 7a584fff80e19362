// SPDX-License-Identifier: Apache-2.0

/// Processors by number, as the kernel writes them: `0-2,5`.
struct ProcessorList: Sendable, Hashable, CustomStringConvertible {
    let numbers: [Int]

    init(_ numbers: some Sequence<Int>) { self.numbers = Set(numbers).sorted() }

    /// Reads the kernel's text; what is no number counts for nothing.
    init(parsing text: String) {
        // More than any kernel is built for: a text gone wrong must not fill the memory.
        let most = 8_192
        self.init(
            text.split(separator: ",").flatMap { part -> [Int] in
                let ends = part.split(separator: "-").compactMap { Int($0) }
                guard let first = ends.first, let last = ends.last, 0 <= first, first <= last, last < most else {
                    return []
                }
                return Array(first...last)
            })
    }

    var isEmpty: Bool { numbers.isEmpty }

    var description: String {
        var ranges: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = ranges.last, last.upperBound + 1 == number {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}
