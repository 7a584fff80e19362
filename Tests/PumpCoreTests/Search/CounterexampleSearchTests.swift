// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Testing

/// Goal: no sequence of accepted calls delivers more in any rolling window than its ceiling. Method: generated sequences of
/// every call in any order, restarts between them, against an account of what physically left the tip. With
/// CISTERNA_CAMPAIGN=1 a million sequences, else a few thousand.
@Suite("Search for a sequence that delivers too much")
struct CounterexampleSearchTests {
    static let isCampaign = ProcessInfo.processInfo.environment["CISTERNA_CAMPAIGN"] == "1"
    static let pieces = 20
    static let perPiece: UInt64 = isCampaign ? 50_000 : 100

    @Test("BR-D05: no sequence of calls delivers more in a rolling window than its ceiling", arguments: 0..<pieces)
    func noneExceeds(piece: Int) {
        var tally = SearchTally()
        let first = UInt64(piece) * 1_000_000_007
        let began = ContinuousClock.now
        let found = CounterexampleSearch().search(first..<first + Self.perPiece, &tally)
        #expect(found == nil, "\(found ?? "")")
        guard found == nil else { return }
        // A search that never meets a limit would find nothing whatever the pump did.
        #expect(tally.limited > tally.sequences / 20 && tally.granted > tally.sequences / 10, "\(tally)")
        #expect(tally.refusedByWindow > 0 && tally.refusedByLockout > 0 && tally.refusedByCount > 0, "\(tally)")
        #expect(tally.completed > 0 && tally.restarts > 0 && tally.primes > 0, "\(tally)")
        if Self.isCampaign || piece == 0 { print("\(tally) in \(ContinuousClock.now - began)") }
    }

    @Test("The search finds a planted defect: an account that sees a tenth more than what left", arguments: [110, 200])
    func findsPlanted(percent: Int64) throws {
        var tally = SearchTally()
        let found = CounterexampleSearch(percent: percent).search(0..<400, &tally)
        let text = try #require(found)
        #expect(text.contains("window, drug"))
    }
}
