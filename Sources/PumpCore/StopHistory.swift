// SPDX-License-Identifier: Apache-2.0
import Quantities

/// By what the pump was stopped lately, to know the condition that is acknowledged away again and again (BR-A05).
struct StopHistory: Sendable, BitwiseCopyable {
    private struct Entry: Sendable, BitwiseCopyable {
        var code: UInt8 = .max
        var at: Instant = .zero
        var stroke: Int64 = 0

        @_noAllocation @_noLocks
        init() {}
    }

    private var entries = InlineArray<8, Entry>(repeating: Entry())
    private var next = 0

    static var span: Duration { @_noAllocation @_noLocks get { .minute * 10 } }
    static var strokes: Int64 { @_noAllocation @_noLocks get { 10 } }
    static var most: Int { @_noAllocation @_noLocks get { 3 } }

    @_noAllocation @_noLocks
    init() {}

    /// The pump was stopped by `condition`; true if that is the third time within ten minutes or ten strokes.
    @_noAllocation @_noLocks
    mutating func stopped(by condition: Condition, at now: Instant, stroke: Int64) -> Bool {
        entries[next].code = condition.code
        entries[next].at = now
        entries[next].stroke = stroke
        next = (next + 1) % 8
        var count = 0
        var place = 0
        while place < 8 {
            let entry = entries[place]
            let isRecent = now - entry.at <= Self.span || stroke - entry.stroke <= Self.strokes
            if entry.code == condition.code, isRecent { count += 1 }
            place += 1
        }
        return count >= Self.most
    }

    /// Service has been there.
    @_noAllocation @_noLocks
    mutating func forget() { self = StopHistory() }
}
