// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import Synchronization

/// What the programs of this run of the daemon come to: their rates over the time that was delivered, and the boluses. For
/// people to hold what was delivered against; it decides nothing.
final class PrescribedIntegral: Sendable {
    private struct State {
        var total: Int128 = 0
        var last: Instant
        var rate: FlowRate = .zero
        var isDelivering = false
        var ofBoluses: Volume = .zero

        mutating func pass(until now: Instant) {
            guard now > last else { return }
            if isDelivering { total += Int128((now - last).nanoseconds) * Int128(rate.picolitersPerDay) }
            last = now
        }
    }

    private let state: Mutex<State>

    init(at start: Instant) { state = Mutex(State(last: start)) }

    func follow(_ records: [EventRecord]) {
        for record in records {
            state.withLock { state in
                switch record.event {
                case .stateChanged(_, let to, _):
                    state.pass(until: record.at)
                    state.isDelivering = to == .delivering
                case .rateChanged(let rate):
                    state.pass(until: record.at)
                    state.rate = rate
                case .forfeited(let from, let to, _):
                    state.total -= Int128((to - from).nanoseconds) * Int128(state.rate.picolitersPerDay)
                case .bolusEnded(_, let delivered, _): state.ofBoluses += delivered
                default: break
                }
            }
        }
    }

    /// What was prescribed until `now`; `running` is what the bolus under way has delivered so far.
    func volume(at now: Instant, running: Volume) -> Volume {
        state.withLock { state in
            state.pass(until: now)
            let background = state.total / Int128(Duration.day.nanoseconds)
            return Volume(picoliters: Int64(clamping: background)) + state.ofBoluses + running
        }
    }
}
