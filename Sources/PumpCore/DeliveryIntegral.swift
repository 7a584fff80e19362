// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the program has come to and no stroke has taken yet, exact: the integral of rate over delivered time.
///
/// Owed amounts count in picolitre-nanoseconds per day: a rate in picolitres a day times nanoseconds, with no division
/// and so no rounding. One picolitre is ``perPicoliter`` of them.
struct DeliveryIntegral: Sendable, BitwiseCopyable {
    static var perPicoliter: Int128 { @_noAllocation @_noLocks get { 86_400_000_000_000 } }

    private(set) var background: Int128 = 0
    private(set) var bolus: Int128 = 0

    @_noAllocation @_noLocks
    init() {}

    var total: Int128 { @_noAllocation @_noLocks get { background + bolus } }

    @_noAllocation @_noLocks
    static func owed(_ volume: Volume) -> Int128 { Int128(volume.picoliters) * perPicoliter }

    @_noAllocation @_noLocks
    mutating func accrue(background amount: Int128, bolus bolusAmount: Int128) {
        background += amount
        bolus += bolusAmount
    }

    /// Takes a stroke's volume, the bolus's part first; gives that part.
    @_noAllocation @_noLocks
    mutating func take(_ volume: Volume) -> Int128 {
        let amount = Self.owed(volume)
        let share = Swift.min(amount, bolus)
        bolus -= share
        background -= amount - share
        return share
    }

    /// Puts back what a stroke took and did not deliver.
    @_noAllocation @_noLocks
    mutating func restore(background amount: Int128, bolus bolusAmount: Int128) {
        background += amount
        bolus += bolusAmount
    }

    /// Forgets what is owed beyond `limit`, the background first; gives the part of it that was the bolus's.
    @_noAllocation @_noLocks
    mutating func clip(to limit: Int128) -> Int128 {
        let excess = total - limit
        guard excess > 0 else { return 0 }
        let fromBackground = Swift.min(excess, background)
        background -= fromBackground
        bolus -= excess - fromBackground
        return excess - fromBackground
    }

    /// Takes out what the bolus is owed, for one that another preempts.
    @_noAllocation @_noLocks
    mutating func removeBolus() -> Int128 {
        let owed = bolus
        bolus = 0
        return owed
    }

    /// What the bolus is owed is dropped: it was cancelled.
    @_noAllocation @_noLocks
    mutating func dropBolus() { bolus = 0 }

    /// The bolus is through: what it still owed, less than a full step, becomes the background's.
    @_noAllocation @_noLocks
    mutating func closeBolus() {
        background += bolus
        bolus = 0
    }
}
