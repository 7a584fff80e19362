// SPDX-License-Identifier: Apache-2.0

/// One fault as the rig has it, in seconds of the rig's time.
struct FaultState: Sendable, BitwiseCopyable {
    var amount = 0.0
    var begin = 0.0
    var end = 0.0
    var ramp = 0.0
    var period = 0.0

    @_noAllocation @_noLocks
    init() {}

    /// How much of it there is now.
    @_noAllocation @_noLocks
    func amount(at now: Double) -> Double {
        guard amount != 0, now >= begin, now < end else { return 0 }
        let age = now - begin
        if period > 0 {
            let turns = age / period
            if turns - Double(Int64(turns)) >= 0.5 { return 0 }
        }
        return age < ramp ? amount * age / ramp : amount
    }
}
