// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// Whether the rates that the core tells are the program's own: neither a bridge's nor the safe rate.
struct TrialRates: Equatable {
    /// A bridge bolus comes first, or runs.
    private(set) var isBridging = false
    /// A dose window was full, and the safe rate is in force.
    private(set) var isLimited = false
    /// Events up to this one are of before.
    private(set) var since: Int64 = 0

    init() {}

    /// From what the core shows on.
    init(_ snapshot: PumpSnapshot) {
        self.init(isBridging: snapshot.bridgeLeft != nil, isLimited: snapshot.isAtSafeRate, since: snapshot.lastEvent)
    }

    init(isBridging: Bool, isLimited: Bool, since: Int64) {
        self.isBridging = isBridging
        self.isLimited = isLimited
        self.since = since
    }

    /// The trial's own rate, where the event tells of one.
    mutating func follow(_ record: EventRecord) -> FlowRate? {
        guard record.sequence > since else { return nil }
        switch record.event {
        case .bridgeEnded, .pathDeclared: isBridging = false
        case .doseLimited: isLimited = true
        // A resume leaves the safe rate before it tells of the new state and rate.
        case .conditionCleared(.doseLimit), .stateChanged(_, .delivering, _): isLimited = false
        case .rateChanged(let rate) where rate > .zero && !isBridging && !isLimited: return rate
        default: break
        }
        return nil
    }
}
