// SPDX-License-Identifier: Apache-2.0
import Quantities

/// An event with its number and the rig clock's time.
@frozen public struct EventRecord: Hashable, Sendable, BitwiseCopyable {
    /// Counts the events of this controller, from 1, without a gap.
    public let sequence: Int64
    public let at: Instant
    public let event: Event

    @inlinable @_noAllocation @_noLocks
    public init(sequence: Int64, at: Instant, event: Event) {
        self.sequence = sequence
        self.at = at
        self.event = event
    }
}

/// The events of the latest advance, until the real-time thread has handed them on.
struct EventBuffer: Sendable {
    /// An advance tells at most a dozen things; whoever drains after each never sees this full.
    static var capacity: Int { @_noAllocation @_noLocks get { 64 } }

    private var records = InlineArray<64, EventRecord>(
        repeating: EventRecord(sequence: 0, at: .zero, event: .granted(.zero)))
    private var first = 0
    private(set) var count = 0
    private(set) var lastSequence: Int64

    init(lastSequence: Int64) { self.lastSequence = lastSequence }

    /// Whoever tells many things in one call stops here.
    var isHalfFull: Bool { @_noAllocation @_noLocks get { count >= 32 } }

    @_noAllocation @_noLocks
    mutating func append(_ event: Event, at now: Instant) {
        precondition(count < Self.capacity, "events must be drained after each advance")
        lastSequence += 1
        records[(first + count) % Self.capacity] = EventRecord(sequence: lastSequence, at: now, event: event)
        count += 1
    }

    @_noAllocation @_noLocks
    mutating func peek() -> EventRecord? { count == 0 ? nil : records[first] }

    @_noAllocation @_noLocks
    mutating func removeFirst() {
        precondition(count > 0)
        first = (first + 1) % Self.capacity
        count -= 1
    }
}
