// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What a review went by beside its document: when any of it is another, the review says nothing any more.
struct Circumstances: Equatable, Sendable {
    let revision: Int64
    let rigDigest: String
    let libraryDigest: String
    let plugs: Int
    let mixture: DrugMixture
    /// Where that began to enter the path.
    let entered: Volume
    let freeSince: Volume?
    let state: PumpState
    let isAtSafeRate: Bool
    let isBridging: Bool
    let bolus: Int64?
    let suspended: Int64?
    let fillNumber: Int64

    init(_ snapshot: PumpSnapshot, revision: Int64, rigDigest: String, libraryDigest: String) {
        self.revision = revision
        self.rigDigest = rigDigest
        self.libraryDigest = libraryDigest
        plugs = snapshot.therapy.path.count
        mixture = snapshot.therapy.path.plug(plugs - 1).mixture
        entered = snapshot.therapy.path.plug(plugs - 1).earliest
        freeSince = snapshot.therapy.freeSince
        state = snapshot.state
        isAtSafeRate = snapshot.isAtSafeRate
        isBridging = snapshot.bridgeLeft != nil
        bolus = snapshot.bolus?.identifier
        suspended = snapshot.suspended?.identifier
        fillNumber = snapshot.account.fillNumber
    }
}
