// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// Which path was in force while which volume went out, as far as the dose windows reach back. Around a change both may
/// have been, and the more of the two counts.
struct PathTimeline {
    private struct Stretch {
        let path: PathContents
        let dead: DeadVolume
        let from: Int64
        let until: Int64
    }

    private var stretches: [Stretch] = []
    /// Where a stretch begins or ends, and where what is at the tip changes in one: between two of them all is even.
    private var limits: [Int64] = []

    /// - Parameter dead: Of the paths with which the record has none.
    init(_ therapy: TherapyRecord?, dead: DeadVolume) {
        var from = Int64.min
        for earlier in therapy?.earlierPaths ?? [] {
            append(earlier.path, dead, from: from, until: earlier.untilPicoliters)
            from = earlier.surelyUntilPicoliters
        }
        append(therapy?.path ?? PathRecord(PathContents(), dead: nil), dead, from: from, until: .max)
        limits.sort()
    }

    private mutating func append(_ path: PathRecord, _ dead: DeadVolume, from: Int64, until: Int64) {
        let dead = path.dead?.dead ?? dead
        stretches.append(Stretch(path: path.contents, dead: dead, from: from, until: until))
        limits += [from, until]
        for plug in path.plugs {
            limits.append(plug.earliestPicoliters + dead.least.picoliters)
            limits.append(plug.latestPicoliters + dead.most.picoliters)
        }
    }

    /// Counts what may have left the tip while the forward volume went from `start` to `end`, at the windows' present.
    func count(from start: Volume, to end: Volume, in windows: inout DoseWindows) {
        var position = start
        for limit in limits where limit > start.picoliters && limit < end.picoliters {
            countEven(from: position, to: Volume(picoliters: limit), in: &windows)
            position = Volume(picoliters: limit)
        }
        countEven(from: position, to: end, in: &windows)
    }

    private func countEven(from start: Volume, to end: Volume, in windows: inout DoseWindows) {
        let inForce = stretches.filter { $0.from <= start.picoliters && end.picoliters <= $0.until }
        for slot in 0..<DrugMixture.capacity {
            let most = inForce.map { $0.path.mostMass(ofSlot: slot, from: start, to: end, through: $0.dead) }.max()
            if let most, most > 0 { windows.add(most, ofSlot: slot) }
        }
    }
}
