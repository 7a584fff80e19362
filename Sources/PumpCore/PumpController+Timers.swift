// SPDX-License-Identifier: Apache-2.0
import Quantities

extension PumpController {
    /// The moment at which a state or condition changes by time alone.
    @_noAllocation @_noLocks
    mutating func nextTimer() -> Instant? {
        var next =
            buttonSince < .distantFuture && !buttonIsStuck ? buttonSince + Self.longestPress : .distantFuture
        next = Swift.min(next, sensors.deadline)
        switch state {
        case .paused: next = Swift.min(next, pausedSince + profile.pauseLimit)
        case .priming: next = Swift.min(next, primeDeadline)
        case .delivering: next = Swift.min(next, staircaseEnd())
        case .selfTest, .stopped, .releasing, .refilling, .servicing, .failed: break
        }
        if let waiting {
            switch waiting.forfeit {
            case .noGrant: next = Swift.min(next, waiting.since + .minute)
            case .doseLimit:
                // Windows let go of something only when a minute of pump time ends.
                let minute = (pumpTime(at: now).nanoseconds / DoseWindows.minute + 1) * DoseWindows.minute
                next = Swift.min(next, rigTime(of: Instant(nanoseconds: minute)))
            case .late, .motorBusy: break
            }
        }
        return next == .distantFuture ? nil : next
    }

    /// A patient button that is down for so long is stuck.
    static var longestPress: Duration { @_noAllocation @_noLocks get { .second * 10 } }

    @_noAllocation @_noLocks
    mutating func expireTimers() {
        if buttonSince < .distantFuture, buttonSince + Self.longestPress <= now, !buttonIsStuck {
            buttonIsStuck = true
            followSensorConditions()
        }
        expireSensors()
        switch state {
        case .paused:
            if pausedSince + profile.pauseLimit <= now { transition(to: .stopped, cause: .pauseLimit) }
        case .priming:
            // The motor does not keep up with what it is told: somebody has to look (BR-S03).
            if primeDeadline <= now { stop(cause: .timeLimit) }
        case .delivering:
            if staircaseEnd() <= now { return stop(cause: .ended) }
            expireWait()
        case .selfTest, .stopped, .releasing, .refilling, .servicing, .failed: break
        }
    }

    @_noAllocation @_noLocks
    private mutating func expireWait() {
        guard let waiting, waiting.forfeit == .noGrant, waiting.since + .minute <= now else { return }
        // storage-stalled rests for a minute, then somebody has to look (it pauses).
        pause(cause: .condition(.storageStalled))
        list(.storageStalled)
    }

    /// When the time of a trial's staircase is up (rig clock).
    @_noAllocation @_noLocks
    private mutating func staircaseEnd() -> Instant {
        // Asked at every advance: the program is copied only where there is a staircase.
        guard hasStaircase, !isBridging, let staircase = program?.staircase else { return .distantFuture }
        if case .some = therapy.background.heldRate { return .distantFuture }
        let left = staircase.limit - therapy.background.staircaseElapsed(at: pumpTime(at: now))
        return now + Swift.max(.zero, left)
    }
}
