// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// ``PathContents`` in a ``TherapyRecord``, with the dead volume by which the core counted what left the tip.
struct PathRecord: Hashable, Sendable, Codable {
    /// The one nearest to the tip first.
    var plugs: [PlugRecord]
    /// Nil where nobody said.
    var dead: DeadVolumeRecord?

    enum CodingKeys: String, CodingKey, CaseIterable { case plugs, dead }

    init(_ path: PathContents, dead: DeadVolume?) {
        plugs = (0..<path.count).map { PlugRecord(path.plug($0)) }
        self.dead = dead.map(DeadVolumeRecord.init)
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseFields(besides: CodingKeys.self)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        plugs = try fields.decode([PlugRecord].self, forKey: .plugs)
        try fields.check(
            (1...PathContents.capacity).contains(plugs.count), .plugs,
            "\(plugs.count) plugs, a path has 1 to \(PathContents.capacity)")
        dead = try fields.decodeIfPresent(DeadVolumeRecord.self, forKey: .dead)
    }

    /// Their number was checked where they came in.
    var contents: PathContents { PathContents(plugs.map(\.plug)) ?? PathContents() }

    /// Whether this path gives at the tip, for all that was delivered up to `volume`, no less than `other` did: the same
    /// plugs, perhaps with wider bounds, and behind them others that entered later.
    func covers(_ other: PathRecord, from volume: Volume) -> Bool {
        guard dead == other.dead, plugs.count >= other.plugs.count else { return false }
        for (plug, old) in zip(plugs, other.plugs) {
            guard plug.picogramsPerMicroliter == old.picogramsPerMicroliter, plug.isUnknown == old.isUnknown,
                plug.earliestPicoliters <= old.earliestPicoliters, plug.latestPicoliters >= old.latestPicoliters
            else { return false }
        }
        return plugs.dropFirst(other.plugs.count).allSatisfy { $0.earliestPicoliters >= volume.picoliters }
    }

    /// This path as it may have been just before it became `next`: of a plug that nobody knows the highest in the path
    /// counts, and what `next` has that entered from `volume` on may have been in the path by then.
    func takingIn(_ next: PathRecord, from volume: Volume) -> PathRecord {
        var result = self
        for new in next.plugs where new.earliestPicoliters >= volume.picoliters {
            for (index, plug) in result.plugs.enumerated() where plug.isUnknown {
                let highest = zip(plug.picogramsPerMicroliter, new.picogramsPerMicroliter).map { max($0, $1) }
                result.plugs[index].picogramsPerMicroliter = highest
            }
        }
        return result
    }

    /// A path that gives at the tip, always, the most that either could.
    func highest(with other: PathRecord) -> PathRecord {
        var mixture = DrugMixture()
        for plug in plugs + other.plugs { mixture = mixture.highest(with: plug.plug.mixture) }
        var result = self
        result.plugs = [
            PlugRecord(PathContents.Plug(earliest: .zero, latest: .zero, mixture: mixture, isUnknown: false))
        ]
        return result
    }
}
