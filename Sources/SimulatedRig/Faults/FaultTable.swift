// SPDX-License-Identifier: Apache-2.0
import Quantities
import RigFile

/// What is wrong with a rig now: by command, by script, by seed. Of the rig's own thread alone.
struct FaultTable: ~Copyable {
    private let states: UnsafeMutableBufferPointer<FaultState>
    private let turns: UnsafeMutableBufferPointer<Int64>
    private let script: UnsafeMutableBufferPointer<ScriptEntry>
    private var scripted = 0
    private var lastTurn: Int64 = 0
    private let begin: Double
    /// Some fault may be there.
    private(set) var isTroubled = false

    private struct ScriptEntry: BitwiseCopyable {
        var slot: Int
        var state: FaultState
    }

    /// - Parameters:
    ///   - script: What comes when, since `begin`.
    ///   - begin: When the rig was switched on, in seconds.
    init(_ faults: [ScriptedFault], at begin: Double) {
        states = .allocate(capacity: FaultSlot.count)
        states.initialize(repeating: FaultState())
        turns = .allocate(capacity: FaultSlot.count)
        turns.initialize(repeating: 0)
        let entries = faults.sorted { $0.after < $1.after }.map { fault in
            var state = FaultState()
            state.amount = fault.order.amount
            state.begin = begin + Double(fault.after.nanoseconds) * 1e-9
            state.end = fault.order.duration.map { state.begin + Double($0.nanoseconds) * 1e-9 } ?? .infinity
            state.ramp = Double(fault.order.ramp.nanoseconds) * 1e-9
            state.period = Double((fault.order.period ?? .zero).nanoseconds) * 1e-9
            return ScriptEntry(slot: fault.order.fault.slot, state: state)
        }
        script = .allocate(capacity: entries.count)
        _ = script.initialize(from: entries)
        self.begin = begin
    }

    deinit {
        states.deallocate()
        turns.deallocate()
        script.deallocate()
    }

    /// Begins what the script and `cells` want by `now`. True where something was wanted.
    @_noAllocation @_noLocks
    mutating func follow(_ cells: borrowing FaultCells, at now: Double) -> Bool {
        var isNews = false
        while scripted < script.count, script[scripted].state.begin <= now {
            states[script[scripted].slot] = script[scripted].state
            scripted += 1
            isNews = true
        }
        let turn = cells.turn.load(ordering: .acquiring)
        if turn != lastTurn {
            lastTurn = turn
            var slot = 0
            while slot < FaultSlot.count {
                if let wanted = cells.read(slot, since: turns[slot]) {
                    turns[slot] = wanted.turn
                    states[slot] = wanted.state
                    states[slot].begin = now
                    states[slot].end += now
                    isNews = true
                }
                slot += 1
            }
        }
        if isNews { isTroubled = true }
        return isNews
    }

    /// Hours since a fault began.
    @_noAllocation @_noLocks
    func hours(_ slot: Int, at now: Double) -> Double { (now - states[slot].begin) / 3_600 }

    /// How much there is of a fault.
    @_noAllocation @_noLocks
    func amount(_ slot: Int, at now: Double) -> Double { isTroubled ? states[slot].amount(at: now) : 0 }
}
