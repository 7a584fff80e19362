// SPDX-License-Identifier: Apache-2.0
import Quantities

/// The clock that strokes follow. In real time it is CLOCK_MONOTONIC itself. On a simulated rig it may run faster: then it
/// never passes a moment that somebody has asked to be woken for, so that nothing is late however slow the machine is.
struct RigClock: Sendable, BitwiseCopyable {
    /// Rig seconds a real second; 1 is real time.
    let speed: Int64
    /// How fast it runs now, ``speed`` at most.
    private var pace: Int64
    private(set) var now: Instant
    /// A moment that both clocks share, from which the faster one is paced.
    private var anchorRig: Instant
    private var anchorReal: Instant

    @_noAllocation @_noLocks
    init(speed: Int64, realNow: Instant) {
        precondition(speed >= 1)
        self.speed = speed
        pace = speed
        now = realNow
        anchorRig = realNow
        anchorReal = realNow
    }

    var isRealTime: Bool { @_noAllocation @_noLocks get { speed == 1 } }

    /// From `realNow` on it runs `limit` times as fast as life at most.
    @_noAllocation @_noLocks
    mutating func slow(to limit: Int64, realNow: Instant) {
        let wanted = Swift.min(speed, limit)
        guard wanted != pace else { return }
        pace = wanted
        anchorRig = now
        anchorReal = realNow
    }

    /// When `moment` comes, in real time.
    @_noAllocation @_noLocks
    func real(of moment: Instant) -> Instant {
        guard !isRealTime, moment < .distantFuture else { return moment }
        let ahead = (moment - anchorRig).nanoseconds
        return ahead <= 0 ? anchorReal : anchorReal + Duration(nanoseconds: ahead / pace)
    }

    /// Moves on with the real clock, but not past `limit`.
    @_noAllocation @_noLocks
    mutating func follow(realNow: Instant, limit: Instant) {
        guard !isRealTime else {
            now = realNow
            return
        }
        let elapsed = (realNow - anchorReal).nanoseconds
        let (scaled, overflow) = elapsed.multipliedReportingOverflow(by: pace)
        let ideal = overflow ? .distantFuture : anchorRig + Duration(nanoseconds: scaled)
        now = Swift.max(now, Swift.min(ideal, limit))
        // Behind by more than a wake-up or two: it starts anew from here, instead of sprinting.
        if ideal > limit, (ideal - now).nanoseconds / pace > 20_000_000 {
            anchorRig = now
            anchorReal = realNow
        }
    }
}
