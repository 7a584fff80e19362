// SPDX-License-Identifier: Apache-2.0
import Ledger
import Quantities
import RealTime

/// A ledger whose commits are counted and timed.
final class TimedRecord: RecordKeeping {
    let ledger: Ledger
    var latencies = LatencyQuantiles()
    private(set) var commits = 0

    init(_ ledger: Ledger) { self.ledger = ledger }

    func commit(_ batch: LedgerBatch) throws(LedgerError) {
        let begin = MonotonicClock.now()
        try ledger.commit(batch)
        latencies.record(MonotonicClock.now() - begin)
        commits += 1
    }
}
