// SPDX-License-Identifier: Apache-2.0
import Quantities
import Testing

@testable import Ledger

/// Goal: no lockout gets shorter by a clock that lies. Method: pairs of times, each clock wrong in turn.
@Suite("Elapsed time")
struct ElapsedTimeTests {
    /// Clocks in seconds.
    private func time(boot: String, boottime: Int64, wall: Int64, isSynchronised: Bool = true) -> LedgerTime {
        LedgerTime(
            monotonic: .zero, boottime: Instant(nanoseconds: boottime * 1_000_000_000),
            wall: Instant(nanoseconds: wall * 1_000_000_000), bootId: boot, clockIsSynchronised: isSynchronised)
    }

    private func seconds(_ duration: Duration?) -> Int64? { duration.map { $0.nanoseconds / 1_000_000_000 } }

    @Test("Within one boot the boot-time clock tells the gap, whatever the wall clock says", arguments: [true, false])
    func oneBoot(trust: Bool) {
        for wall: Int64 in [5_000, 6_000, 100, 90_000] {
            let elapsed = ElapsedTime(
                from: time(boot: "a", boottime: 100, wall: 5_000),
                to: time(boot: "a", boottime: 700, wall: wall, isSynchronised: false), trustWallClock: trust)
            #expect(elapsed.isOneBoot)
            #expect(seconds(elapsed.known) == 600 && seconds(elapsed.clock) == 600 && seconds(elapsed.warning) == 600)
        }
        let none = ElapsedTime(
            from: time(boot: "a", boottime: 100, wall: 0), to: time(boot: "a", boottime: 100, wall: 0),
            trustWallClock: trust)
        #expect(none.isOneBoot && none.known == .zero && none.clock == .zero)
    }

    @Test("Across boots nothing has elapsed for lockouts, and the pump clock is lost")
    func anotherBoot() {
        let elapsed = ElapsedTime(
            from: time(boot: "a", boottime: 100, wall: 5_000), to: time(boot: "b", boottime: 700, wall: 9_000),
            trustWallClock: false)
        #expect(!elapsed.isOneBoot && elapsed.known == .zero && elapsed.clock == nil)
        #expect(seconds(elapsed.warning) == 4_000)
    }

    @Test("A boot-time clock that went back, or a boot that nobody knows, is another boot")
    func noBoot() {
        let wentBack = ElapsedTime(
            from: time(boot: "a", boottime: 700, wall: 5_000), to: time(boot: "a", boottime: 699, wall: 9_000),
            trustWallClock: false)
        let unknown = ElapsedTime(
            from: time(boot: "unknown", boottime: 100, wall: 5_000),
            to: time(boot: "unknown", boottime: 700, wall: 9_000), trustWallClock: false)
        for elapsed in [wentBack, unknown] {
            #expect(!elapsed.isOneBoot && elapsed.known == .zero && elapsed.clock == nil)
            #expect(seconds(elapsed.warning) == 4_000)
        }
    }

    @Test("A wall clock that is trusted moves the pump clock on, and no lockout")
    func trusted() {
        let elapsed = ElapsedTime(
            from: time(boot: "a", boottime: 100, wall: 5_000), to: time(boot: "b", boottime: 7, wall: 9_000),
            trustWallClock: true)
        #expect(!elapsed.isOneBoot && elapsed.known == .zero)
        #expect(seconds(elapsed.clock) == 4_000 && seconds(elapsed.warning) == 4_000)
    }

    @Test("It is not trusted where the kernel held it to be off, before or after", arguments: [0, 1, 2])
    func unsynchronised(which: Int) {
        let elapsed = ElapsedTime(
            from: time(boot: "a", boottime: 100, wall: 5_000, isSynchronised: which == 0),
            to: time(boot: "b", boottime: 7, wall: 9_000, isSynchronised: which == 1), trustWallClock: true)
        #expect(elapsed.known == .zero && elapsed.clock == nil)
        #expect(seconds(elapsed.warning) == 4_000)
    }

    @Test("A wall clock that went back tells nothing, to nobody", arguments: [true, false])
    func wallBack(trust: Bool) {
        for wall: Int64 in [4_999, 0, -9_000] {
            let elapsed = ElapsedTime(
                from: time(boot: "a", boottime: 100, wall: 5_000), to: time(boot: "b", boottime: 700, wall: wall),
                trustWallClock: trust)
            #expect(elapsed.known == .zero && elapsed.clock == nil && elapsed.warning == nil)
        }
    }

    @Test("Times beyond reckoning are unknown")
    func overflow() {
        let last = LedgerTime(
            monotonic: .zero, boottime: Instant(nanoseconds: .min), wall: Instant(nanoseconds: .min), bootId: "a",
            clockIsSynchronised: true)
        let now = LedgerTime(
            monotonic: .zero, boottime: Instant(nanoseconds: .max), wall: Instant(nanoseconds: .max), bootId: "a",
            clockIsSynchronised: true)
        let elapsed = ElapsedTime(from: last, to: now, trustWallClock: true)
        #expect(!elapsed.isOneBoot && elapsed.known == .zero && elapsed.clock == nil && elapsed.warning == nil)
    }
}
