// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// A fixed ring between one producing and one consuming thread, without locks or allocation after its making.
public struct SPSCRing<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
    /// Elements that fit; a power of two.
    public let capacity: Int
    @usableFromInline let elements: UnsafeMutablePointer<Element>
    // Counts of all that was ever pushed and popped: their difference is the fill, so no slot stays empty.
    @usableFromInline let pushed = Atomic<Int>(0)
    @usableFromInline let popped = Atomic<Int>(0)

    /// - Precondition: `capacity` is a power of two.
    public init(capacity: Int, filledWith blank: Element) {
        precondition(capacity > 0 && capacity & (capacity - 1) == 0)
        self.capacity = capacity
        elements = .allocate(capacity: capacity)
        // Written once, so that every page is there before the real-time thread needs it.
        elements.initialize(repeating: blank, count: capacity)
    }

    deinit { elements.deallocate() }

    /// Elements in the ring; exact on either side's own thread, a moment's view elsewhere.
    @inlinable public var count: Int { pushed.load(ordering: .acquiring) - popped.load(ordering: .acquiring) }

    /// Appends; false, and nothing done, where the ring is full. For the producing thread.
    @inlinable public func push(_ element: Element) -> Bool {
        let end = pushed.load(ordering: .relaxed)
        guard end - popped.load(ordering: .acquiring) < capacity else { return false }
        elements[end & (capacity - 1)] = element
        pushed.store(end + 1, ordering: .releasing)
        return true
    }

    /// Takes the oldest; nil where there is none. For the consuming thread.
    @inlinable public func pop() -> Element? {
        let start = popped.load(ordering: .relaxed)
        guard start < pushed.load(ordering: .acquiring) else { return nil }
        let element = elements[start & (capacity - 1)]
        popped.store(start + 1, ordering: .releasing)
        return element
    }
}
