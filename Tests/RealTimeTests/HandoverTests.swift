// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Handover
import Quantities
import Testing

@testable import RealTime

@Suite("Handing over between two threads")
struct HandoverTests {
    @Test("A ring keeps order and content across threads, and says when it is full")
    func ring() {
        let ring = UnsafeMutablePointer<SPSCRing<Int64>>.allocate(capacity: 1)
        ring.initialize(to: SPSCRing(capacity: 64, filledWith: 0))
        defer {
            ring.deinitialize(count: 1)
            ring.deallocate()
        }
        for value in 0..<64 { holds(ring.pointee.push(Int64(value))) }
        holds(!ring.pointee.push(64) && ring.pointee.count == 64)
        for value in 0..<64 { holds(ring.pointee.pop() == Int64(value)) }
        holds(ring.pointee.pop() == nil)
        let group = DispatchGroup()
        let address = UInt(bitPattern: ring)
        DispatchQueue(label: "producer").async(group: group) {
            let ring = UnsafeMutablePointer<SPSCRing<Int64>>(bitPattern: address)!
            var value: Int64 = 0
            while value < 200_000 { if ring.pointee.push(value) { value += 1 } }
        }
        var expected: Int64 = 0
        while expected < 200_000 {
            guard let value = ring.pointee.pop() else { continue }
            guard value == expected else { break }
            expected += 1
        }
        #expect(expected == 200_000)
        group.wait()
    }

    @Test("A triple buffer gives whole values only, and the latest in the end")
    func tripleBuffer() {
        struct Wide: BitwiseCopyable { var parts: InlineArray<32, Int64> }
        let buffer = UnsafeMutablePointer<TripleBuffer<Wide>>.allocate(capacity: 1)
        buffer.initialize(to: TripleBuffer(Wide(parts: .init(repeating: 0))))
        defer {
            buffer.deinitialize(count: 1)
            buffer.deallocate()
        }
        let group = DispatchGroup()
        let address = UInt(bitPattern: buffer)
        DispatchQueue(label: "writer").async(group: group) {
            let buffer = UnsafeMutablePointer<TripleBuffer<Wide>>(bitPattern: address)!
            for value in 1...100_000 { buffer.pointee.write(Wide(parts: .init(repeating: Int64(value)))) }
        }
        var last: Int64 = 0
        var isTorn = false
        while last < 100_000, !isTorn {
            let value = buffer.pointee.read()
            for index in 1..<32 where value.parts[index] != value.parts[0] { isTorn = true }
            if value.parts[0] < last { isTorn = true }
            last = value.parts[0]
        }
        #expect(!isTorn)
        group.wait()
    }

    @Test("A faster rig clock never passes a moment that is waited for, and does not sprint after a pause")
    func rigClock() {
        let start = Instant(nanoseconds: 1_000)
        var clock = RigClock(speed: 100, realNow: start)
        clock.follow(realNow: start + .second, limit: start + .second * 50)
        #expect(clock.now == start + .second * 50)
        // Half a second behind: from here on it is paced anew.
        clock.follow(realNow: start + .second * 2, limit: .distantFuture)
        #expect(clock.now == start + .second * 150)
        #expect(clock.real(of: start + .second * 250) == start + .second * 3)
        // Slowed, and at its own speed again: neither jumps.
        clock.slow(to: 20, realNow: start + .second * 2)
        clock.follow(realNow: start + .second * 3, limit: .distantFuture)
        #expect(clock.now == start + .second * 170)
        #expect(clock.real(of: start + .second * 190) == start + .second * 4)
        clock.slow(to: 100, realNow: start + .second * 3)
        clock.follow(realNow: start + .second * 4, limit: .distantFuture)
        #expect(clock.now == start + .second * 270)
        var realTime = RigClock(speed: 1, realNow: start)
        realTime.follow(realNow: start + .hour, limit: start)
        #expect(realTime.now == start + .hour)
    }
}
