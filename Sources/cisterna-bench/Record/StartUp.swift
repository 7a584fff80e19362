// SPDX-License-Identifier: Apache-2.0
import Daemon
import Foundation
import Ledger
import Quantities
import RealTime
import RigFile

/// What a start costs with a record, in milliseconds, step by step.
struct StartUp {
    /// The record is opened: its head, SQLite's quick check of all pages, the log taken in, the totals.
    private(set) var open: [Double] = []
    /// What a core starts from is made of it.
    private(set) var restart: [Double] = []
    /// All pages and all entries are looked through: beside the pump, once it has started.
    private(set) var verify: [Double] = []
    /// From the start of the real daemon to its first answer.
    private(set) var daemon: [Double] = []

    /// One start of each kind on the record in `folder`.
    mutating func measure(folder: String, rig: RigDescription, daemonWith files: (programs: String, rig: String)) throws
    {
        let clock = LedgerClock()
        let begin = MonotonicClock.now()
        let (ledger, quarantine) = try LedgerQuarantine.open(folder: folder, now: clock.now())
        guard quarantine == nil else { throw RecordBenchError("the record in \(folder) is damaged") }
        let opened = MonotonicClock.now()
        _ = try RecordedPump(ledger, rig: rig, at: clock.now, log: { _ in })
        let restarted = MonotonicClock.now()
        let archive = try LedgerArchive(file: ledger.file)
        try archive.checkPages()
        if let broken = try archive.verifyChain().broken {
            throw RecordBenchError("entry \(broken.sequence): \(broken.text)")
        }
        try archive.close()
        let verified = MonotonicClock.now()
        try ledger.close()
        open.append(Self.milliseconds(opened - begin))
        restart.append(Self.milliseconds(restarted - opened))
        verify.append(Self.milliseconds(verified - restarted))
        let daemon = try DaemonUnderTest(programs: files.programs, rig: files.rig, state: folder)
        self.daemon.append(Self.milliseconds(daemon.startTook))
        daemon.end()
    }

    /// The medians, under names that begin with `what`.
    func values(of what: String) -> [String: Double] {
        [
            "\(what)OpenMilliseconds": Self.median(open), "\(what)RestartMilliseconds": Self.median(restart),
            "\(what)VerifyMilliseconds": Self.median(verify), "\(what)DaemonMilliseconds": Self.median(daemon),
        ]
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard let last = sorted.last else { return 0 }
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + min(last, sorted[middle])) / 2
    }

    private static func milliseconds(_ span: Quantities.Duration) -> Double { Double(span.nanoseconds) / 1e6 }
}
