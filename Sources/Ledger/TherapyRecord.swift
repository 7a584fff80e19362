// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// A therapy's state as the record keeps it, as JSON text: integers with their units in the names of their fields. The
/// pump time is not in it: that changes with every settlement and stands with the totals.
public struct TherapyRecord: Hashable, Sendable, Codable {
    /// Under which it is kept.
    static let name = "therapy"

    var revision: Int64
    var background: BackgroundRecord
    var demand: DemandRecord
    var path: PathRecord
    var freeSincePicoliters: Int64?
    /// What the path was while volume went out that still counts in a window; the oldest first. The ledger's own.
    var earlierPaths: [EarlierPath] = []

    enum CodingKeys: String, CodingKey, CaseIterable {
        case revision, background, demand, path, freeSincePicoliters, earlierPaths
    }

    /// - Parameter dead: The dead volume by which the core counts what leaves the tip; nil where nobody says.
    public init(_ state: TherapyState, dead: DeadVolume? = nil) {
        revision = state.revision
        background = BackgroundRecord(state.background)
        demand = DemandRecord(state.demand)
        path = PathRecord(state.path, dead: dead)
        freeSincePicoliters = state.freeSince?.picoliters
    }

    public init(from decoder: any Decoder) throws {
        try decoder.refuseFields(besides: CodingKeys.self)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        revision = try fields.amount(.revision)
        background = try fields.decode(BackgroundRecord.self, forKey: .background)
        demand = try fields.decode(DemandRecord.self, forKey: .demand)
        path = try fields.decode(PathRecord.self, forKey: .path)
        freeSincePicoliters = try fields.amountIfPresent(.freeSincePicoliters)
        earlierPaths = try fields.decode([EarlierPath].self, forKey: .earlierPaths)
    }

    /// The state at the pump time that was settled with it.
    public func state(at pumpTime: Instant) -> TherapyState {
        var state = TherapyState()
        state.pumpTime = pumpTime
        state.revision = revision
        state.background = background.state
        state.demand = demand.history
        state.path = path.contents
        state.freeSince = freeSincePicoliters.map(Volume.init(picoliters:))
        return state
    }

    /// As many earlier paths as are told apart: beyond them the oldest two become one that holds the most of both.
    private static let earlierLimit = 32

    /// Keeps a path that ended somewhere between two settled volumes.
    mutating func leave(_ last: PathRecord, between settled: Volume, and volume: Volume) {
        let meanwhile = last.takingIn(path, from: settled)
        if meanwhile != last, volume > settled {
            add(EarlierPath(last, surelyUntil: settled, until: settled))
            add(EarlierPath(meanwhile, surelyUntil: settled, until: volume))
        } else {
            add(EarlierPath(last, surelyUntil: settled, until: volume))
        }
    }

    private mutating func add(_ earlier: EarlierPath) {
        earlierPaths.append(earlier)
        guard earlierPaths.count > Self.earlierLimit else { return }
        let oldest = earlierPaths.removeFirst()
        earlierPaths[0].path = oldest.path.highest(with: earlierPaths[0].path)
    }
}
