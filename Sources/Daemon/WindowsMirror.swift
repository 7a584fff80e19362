// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Synchronization

/// The dose windows as the core has them, for everybody but the core: they are too large to be told with each snapshot.
/// It follows the account from snapshot to snapshot, by the same counting; what comes in between counts no earlier than
/// it was seen, so the windows here are the core's or a little fuller.
final class WindowsMirror: Sendable {
    private struct State {
        var windows: DoseWindows
        var path: PathContents
        var countedTo: Volume
    }

    private let state: Mutex<State>

    init(_ windows: DoseWindows, path: PathContents, countedTo: Volume) {
        state = Mutex(State(windows: windows, path: path, countedTo: countedTo))
    }

    /// Takes in what has been delivered by a snapshot.
    func follow(_ snapshot: PumpSnapshot, dead: DeadVolume, demandSpan: Duration) {
        state.withLock { state in
            state.windows.roll(to: snapshot.therapy.pumpTime)
            state.windows.setDemandSpan(demandSpan)
            let end = snapshot.account.forwardVolume
            if end > state.countedTo {
                // A plug that entered or left meanwhile is in one of the two paths only: the higher mass counts.
                for slot in 0..<DrugMixture.capacity {
                    let before = state.path.mostMass(ofSlot: slot, from: state.countedTo, to: end, through: dead)
                    let now = snapshot.therapy.path.mostMass(
                        ofSlot: slot, from: state.countedTo, to: end, through: dead)
                    let mass = max(before, now)
                    if mass > 0 { state.windows.add(mass, ofSlot: slot) }
                }
                state.countedTo = end
            }
            state.path = snapshot.therapy.path
        }
    }

    var windows: DoseWindows { state.withLock { $0.windows } }
}
