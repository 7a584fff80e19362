// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// The latest value of something, from one writing thread to one reader, neither ever waiting for the other.
public struct TripleBuffer<Value: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
    @usableFromInline let values: UnsafeMutablePointer<Value>
    /// The buffer between both sides: its index, and 4 while the writer's latest lies there unread.
    @usableFromInline let middle = Atomic<Int>(1)
    // Each side's own buffer index, on its own thread only; pointers because the struct itself is shared.
    @usableFromInline let back: UnsafeMutablePointer<Int>
    @usableFromInline let front: UnsafeMutablePointer<Int>

    public init(_ initial: Value) {
        values = .allocate(capacity: 3)
        values.initialize(repeating: initial, count: 3)
        back = .allocate(capacity: 1)
        back.initialize(to: 0)
        front = .allocate(capacity: 1)
        front.initialize(to: 2)
    }

    deinit {
        values.deallocate()
        back.deallocate()
        front.deallocate()
    }

    /// Makes `value` the latest. For the writing thread.
    @inlinable public func write(_ value: Value) {
        values[back.pointee] = value
        back.pointee = middle.exchange(back.pointee | 4, ordering: .acquiringAndReleasing) & 3
    }

    /// The latest value. For the reading thread.
    @inlinable public func read() -> Value {
        if middle.load(ordering: .relaxed) & 4 != 0 {
            front.pointee = middle.exchange(front.pointee, ordering: .acquiringAndReleasing) & 3
        }
        return values[front.pointee]
    }
}
