// SPDX-License-Identifier: Apache-2.0
import Quantities

extension PumpController {
    /// Where the integral stands in the forward volume, in its own unit.
    var position: Int128 {
        @_noAllocation @_noLocks mutating get {
            DeliveryIntegral.owed(account.forwardVolume)
                + Int128(inFlightVolume()) * DeliveryIntegral.perPicoliter + integral.total
        }
    }

    /// Takes the rate that the program has now: from the bridge, or from its mode at this time.
    @_noAllocation @_noLocks
    mutating func followBackground() {
        guard state == .delivering, isBridging || now >= backgroundUntil, let program else { return }
        if isBridging { return followBridge(program) }
        let doseBefore = therapy.background.lastDose
        let next = therapy.background.segment(at: pumpTime(at: now), of: program, schedule)
        if therapy.background.lastDose != doseBefore { tell(.periodicDose) }
        take(next, until: rigTime(of: next.until))
        if next.needsClock {
            if conditions.raise(.clockUnknown, at: now) { tell(.conditionRaised(.clockUnknown)) }
        } else if conditions.lists(.clockUnknown) {
            clear(.clockUnknown)
        }
    }

    @_noAllocation @_noLocks
    private mutating func followBridge(_ program: DeliveryProgram) {
        if let segment = program.bridge.segment(at: position) {
            take(BackgroundSegment(rate: segment.rate, until: .distantFuture), until: .distantFuture)
            return
        }
        isBridging = false
        tell(.bridgeEnded)
        beginBackground()
    }

    @_noAllocation @_noLocks
    private mutating func take(_ next: BackgroundSegment, until: Instant) {
        let isNews = next.rate != background.rate || !rateIsTold
        background = next
        backgroundUntil = until
        guard isNews else { return }
        tellRate()
    }

    /// Says what the background is from here on, the safe rate where that is in force.
    @_noAllocation @_noLocks
    mutating func tellRate() {
        rateIsTold = true
        plan = nil
        tell(.rateChanged(backgroundRate))
    }

    /// The program begins, or goes on after a rest.
    @_noAllocation @_noLocks
    mutating func beginBackground() {
        if !isBridging { therapy.background.begin(at: pumpTime(at: now)) }
        rateIsTold = false
        forgetBackground()
        followBackground()
    }

    /// The rate is reckoned anew with the next look.
    @_noAllocation @_noLocks
    mutating func forgetBackground() {
        background = BackgroundSegment(rate: .zero, until: .zero)
        backgroundUntil = Instant(nanoseconds: .min)
    }

    /// Up to when the present background holds, if nothing else happens.
    @_noAllocation @_noLocks
    mutating func backgroundEnd() -> Instant {
        guard state == .delivering else { return .distantFuture }
        guard isBridging, let program, let segment = program.bridge.segment(at: position), backgroundRate > .zero else {
            return backgroundUntil
        }
        let perDay = Int128(backgroundRate.picolitersPerDay)
        let span = (segment.end - position + perDay - 1) / perDay
        guard span < Int128(Int64.max) else { return .distantFuture }
        return now + Duration(nanoseconds: Int64(truncatingIfNeeded: span))
    }

    /// What the program would deliver now, whatever the state.
    var programRate: FlowRate {
        @_noAllocation @_noLocks mutating get {
            // Asked with every snapshot: the program is copied only at rest.
            if state == .delivering, backgroundUntil > now { return background.rate }
            guard let program else { return .zero }
            if isBridging, let segment = program.bridge.segment(at: position) { return segment.rate }
            var copy = therapy.background
            return copy.segment(at: pumpTime(at: now), of: program, schedule).rate
        }
    }

    /// What is begun and not delivered yet.
    @_noAllocation @_noLocks
    mutating func inFlightVolume() -> Int64 {
        (motion.first?.stroke.volume.picoliters ?? 0) + (motion.second?.stroke.volume.picoliters ?? 0)
            - motion.deliveredOfFirst
    }
}
