// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities
import TestSupport
import Testing

/// Goal: the core delivers what the oracle says, to one stroke. Method: random prescriptions, calls, clocks, boluses and
/// restarts; after each call rate, volume and the outcome of a demand are compared. CISTERNA_CAMPAIGN=1: thousands of
/// prescriptions over years of pump time.
@Suite("The core against a second implementation")
struct OracleTests {
    static let isCampaign = ProcessInfo.processInfo.environment["CISTERNA_CAMPAIGN"] == "1"
    static let prescriptions = isCampaign ? 400 : 6
    static let pieces = 10

    @Test("BR-D01 BR-D03 BR-D04 BR-D06 BR-D09: volume, rates, lockouts and counts agree", arguments: 0..<pieces)
    func agrees(piece: Int) {
        var days: Int64 = 0
        var grants = 0
        var refusals = 0
        for index in 0..<Self.prescriptions {
            var run = OracleRun(seed: UInt64(piece * 100_000 + index))
            let difference = run.compare(calls: Self.isCampaign ? 120 : 40)
            #expect(difference == nil, "seed \(piece * 100_000 + index): \(difference ?? "")")
            guard difference == nil else { return }
            days += run.days
            grants += run.grants
            refusals += run.refusals
        }
        #expect(grants > 0 && refusals > 0)
        if Self.isCampaign || piece == 0 {
            print(
                "\(Self.prescriptions) prescriptions, \(days) days of pump time, \(grants) grants, \(refusals) refusals"
            )
        }
    }
}
