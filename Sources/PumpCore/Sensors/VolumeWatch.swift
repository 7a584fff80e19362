// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a level sensor, a balance or a flow meter says of the liquid that moved, against what was commanded (BR-W05, BR-W06).
///
/// While the pump runs it is judged over windows of volume, each begun at half of the one before: a difference beyond the
/// tolerance and what both ends of the window may be off. At rest nothing may move at all.
struct VolumeWatch: Sendable, BitwiseCopyable {
    enum Finding: Sendable, BitwiseCopyable {
        case over, under
        /// Nothing came although the pump ran.
        case nothing
        /// It flows although the pump is at rest.
        case free
    }

    struct Judgement: Sendable, BitwiseCopyable {
        let finding: Finding
        let measured: Int64
        let commanded: Int64
        let since: Instant
    }

    private struct Mark: Sendable, BitwiseCopyable {
        var at: Instant
        var measured: Int64
        var commanded: Int64
    }

    private let uncertainty: Int64
    /// Picolitres an hour.
    private let drift: Int64
    private let tolerance: Ratio
    /// The commanded volume over which a window is judged at the latest.
    let window: Int64
    private var older: Mark?
    private var newer: Mark?
    private var rest: Mark?
    /// Readings in a row that say too much: one alone may be the sensor's own.
    private var beyond = 0
    private static var mostBeyond: Int { @_noAllocation @_noLocks get { 3 } }

    /// - Parameters:
    ///   - stroke: The volume of a regular stroke: a window has twenty at least, which evens out the rollers.
    init(uncertainty: Int64, drift: Int64, tolerance: Ratio, stroke: Int64) {
        self.uncertainty = uncertainty
        self.drift = drift
        self.tolerance = tolerance
        // Where the tolerance of the window is as large as what its ends may be off.
        let resolved = Int128(2 * 1_000_000) * Int128(uncertainty) / Int128(Swift.max(1, tolerance.partsPerMillion))
        window = Swift.max(20 * stroke, Int64(clamping: resolved))
    }

    /// Everything begins anew: after a refill, or when a rest or a run begins.
    @_noAllocation @_noLocks
    mutating func restart() {
        older = nil
        newer = nil
        rest = nil
        beyond = 0
    }

    @_noAllocation @_noLocks
    private func slack(_ span: Duration) -> Int64 {
        2 * uncertainty + drift * (span.nanoseconds / 1_000_000_000) / 3_600
    }

    /// A reading while the pump is at rest, settled.
    @_noAllocation @_noLocks
    mutating func readAtRest(at now: Instant, measured: Int64) -> Judgement? {
        older = nil
        newer = nil
        guard let begun = rest else {
            rest = Mark(at: now, measured: measured, commanded: 0)
            return nil
        }
        let flowed = measured - begun.measured
        beyond = flowed > slack(now - begun.at) ? beyond + 1 : 0
        guard beyond >= Self.mostBeyond else { return nil }
        beyond = 0
        rest = Mark(at: now, measured: measured, commanded: 0)
        return Judgement(finding: .free, measured: flowed, commanded: 0, since: begun.at)
    }

    /// A reading while the pump runs.
    @_noAllocation @_noLocks
    mutating func readRunning(at now: Instant, measured: Int64, commanded: Int64) -> Judgement? {
        rest = nil
        let mark = Mark(at: now, measured: measured, commanded: commanded)
        guard let first = older else {
            older = mark
            return nil
        }
        let asked = commanded - first.commanded
        let came = measured - first.measured
        let slack = slack(now - first.at)
        let allowed = slack + asked / 1_000_000 * tolerance.partsPerMillion
        var finding: Finding?
        beyond = came - asked > allowed ? beyond + 1 : 0
        if beyond >= Self.mostBeyond {
            finding = .over
        } else if asked >= window, asked - came > allowed {
            if came <= slack { finding = .nothing } else { finding = .under }
        }
        if let finding {
            restart()
            return Judgement(finding: finding, measured: came, commanded: asked, since: first.at)
        }
        if asked >= window / 2, newer == nil { newer = mark }
        if asked >= window {
            older = newer
            newer = nil
        }
        return nil
    }
}
