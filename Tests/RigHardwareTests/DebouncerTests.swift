// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import RigHardware

/// Goal: a level counts if and only if it lasted for the period, whenever anybody looks. Method: generated edges against
/// the definition, with looks at generated times between.
@Suite("Debouncer")
struct DebouncerTests {
    private struct Edge {
        var time: Int64
        var level: Bool
    }

    /// The level at `end` and the number of rises, by the definition.
    private static func expected(_ edges: [Edge], period: Int64, end: Int64) -> (level: Bool, rises: Int) {
        var level = false
        var rises = 0
        for (index, edge) in edges.enumerated() {
            let until = index + 1 < edges.count ? edges[index + 1].time : end
            guard until - edge.time >= period, edge.level != level else { continue }
            level = edge.level
            if level { rises += 1 }
        }
        return (level, rises)
    }

    private static func edges(_ random: inout SplitMix64, period: Int64) -> [Edge] {
        var time: Int64 = 1_000
        var level = false
        return (0..<Int.random(in: 0...60, using: &random)).map { _ in
            // Spans on both sides of the period and exactly on it.
            time += [1, period - 1, period, period + 1, Int64.random(in: 1...3 * period, using: &random)]
                .randomElement(using: &random)!
            level.toggle()
            return Edge(time: time, level: level)
        }
    }

    @Test("It agrees with the definition", arguments: 0..<200)
    func agreesWithDefinition(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let period = Int64.random(in: 2...5_000_000, using: &random)
        let edges = Self.edges(&random, period: period)
        let end = (edges.last?.time ?? 1_000) + Int64.random(in: 0...2 * period, using: &random)
        var debouncer = Debouncer(period: period, level: false)
        var rises = 0
        var now: Int64 = 1_000
        for edge in edges {
            if Bool.random(using: &random) {
                now = Int64.random(in: now...edge.time, using: &random)
                if debouncer.settle(at: now) { rises += 1 }
            }
            if debouncer.edge(to: edge.level, at: edge.time) { rises += 1 }
            // The same edge again, as a look at the line tells it.
            if Bool.random(using: &random), debouncer.edge(to: edge.level, at: edge.time) { rises += 1 }
            now = edge.time
        }
        if debouncer.settle(at: end) { rises += 1 }
        let expected = Self.expected(edges, period: period, end: end)
        #expect(debouncer.level == expected.level)
        #expect(rises == expected.rises)
    }

    @Test("Its deadline is when the level changes, not earlier", arguments: 0..<50)
    func deadlineIsExact(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let period = Int64.random(in: 2...1_000, using: &random)
        var debouncer = Debouncer(period: period, level: false)
        for edge in Self.edges(&random, period: period) {
            _ = debouncer.edge(to: edge.level, at: edge.time)
            guard debouncer.deadline != .max else { continue }
            var early = debouncer
            _ = early.settle(at: debouncer.deadline - 1)
            #expect(early.level == debouncer.level)
            var onTime = debouncer
            _ = onTime.settle(at: debouncer.deadline)
            #expect(onTime.level == edge.level)
            #expect(onTime.deadline == .max)
        }
    }

    @Test("Without a period each level counts at once")
    func withoutPeriod() {
        var debouncer = Debouncer(period: 0, level: false)
        for time: Int64 in 1...10 {
            let isRise = !time.isMultiple(of: 2)
            #expect(debouncer.edge(to: isRise, at: time) == isRise)
            #expect(debouncer.level == isRise)
            #expect(debouncer.deadline == .max)
        }
    }

    @Test("A line that is asserted from the start counts without an edge")
    func assertedFromStart() {
        let debouncer = Debouncer(period: 100, level: true)
        #expect(debouncer.level && debouncer.deadline == .max)
    }
}
