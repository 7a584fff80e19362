// SPDX-License-Identifier: Apache-2.0
import Quantities

/// A bolus under way.
struct BolusProgress: Sendable, BitwiseCopyable {
    let order: BolusOrder
    /// What it adds to the background as ordered; less of it where the sum would exceed the maximum rate.
    let rate: FlowRate
    let startedAt: Instant
    /// What has not accrued yet, in the integral's unit.
    var unaccrued: Int128
    /// What strokes that have ended delivered of it, in the integral's unit.
    var delivered: Int128 = 0
    /// Set when it is to end with the stroke in motion: by cancellation or by an empty reservoir.
    var closing: Event.BolusEnd?

    @_noAllocation @_noLocks
    init(order: BolusOrder, rate: FlowRate, startedAt: Instant) {
        self.order = order
        self.rate = rate
        self.startedAt = startedAt
        unaccrued = DeliveryIntegral.owed(order.volume)
    }

    /// Whole picolitres delivered so far, rounded to the nearest.
    var deliveredVolume: Volume {
        @_noAllocation @_noLocks get {
            let perPicoliter = DeliveryIntegral.perPicoliter
            return Volume(picoliters: Int64(truncatingIfNeeded: (delivered + perPicoliter / 2) / perPicoliter))
        }
    }

    /// Nanoseconds until all of it has accrued at `rate`, which is above zero; rounded up.
    @_noAllocation @_noLocks
    func timeToAccrue(at rate: FlowRate) -> Int64 {
        let rate = Int128(rate.picolitersPerDay)
        let time = (unaccrued + rate - 1) / rate
        return time > Int128(Int64.max) ? Int64.max : Int64(truncatingIfNeeded: time)
    }

    /// What has not accrued yet, whole picolitres rounded to the nearest.
    var unaccruedVolume: Volume {
        @_noAllocation @_noLocks get {
            let perPicoliter = DeliveryIntegral.perPicoliter
            return Volume(picoliters: Int64(truncatingIfNeeded: (unaccrued + perPicoliter / 2) / perPicoliter))
        }
    }
}
