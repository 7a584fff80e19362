// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Seeds as they are written: `7` or `1..500`, both ends included.
struct SeedRange: ExpressibleByArgument {
    let range: ClosedRange<UInt64>

    init(_ range: ClosedRange<UInt64>) { self.range = range }

    init?(argument: String) {
        let ends = argument.split(separator: ".", omittingEmptySubsequences: true)
        guard (1...2).contains(ends.count), let first = UInt64(ends[0]), let last = UInt64(ends[ends.count - 1]),
            first <= last, argument == "\(first)" || argument == "\(first)..\(last)"
        else { return nil }
        range = first...last
    }

    var defaultValueDescription: String { "\(range.lowerBound)..\(range.upperBound)" }
}
