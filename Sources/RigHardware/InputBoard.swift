// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// All input lines of a rig: edges in, ``RigInputs`` out. It knows no chip.
struct InputBoard: Sendable {
    /// One line a role.
    static let capacity = 7
    /// How long an assertion that has already passed stays shown.
    private static var shortestShow: Int64 { @_noAllocation @_noLocks get { 1_000_000 } }

    private(set) var count = 0
    private var lines: InlineArray<7, InputLine>
    private var rotorCounts: Int64 = 0
    private var nextRotorSample: Instant = .zero

    init() {
        lines = InlineArray(repeating: InputLine(role: .stop, debounce: 0, level: false))
    }

    /// Adds a line; its place is the number of those before it.
    mutating func add(_ role: GPIOInputRole, debounce period: Int64, level: Bool) {
        precondition(count < Self.capacity)
        lines[count] = InputLine(role: role, debounce: period, level: level)
        count += 1
    }

    @_noAllocation @_noLocks
    mutating func edge(_ place: Int, isRise: Bool, at time: Int64) {
        lines[place].edge(isRise: isRise, at: time)
    }

    @_noAllocation @_noLocks
    mutating func lose(_ place: Int) { lines[place].lose() }

    @_noAllocation @_noLocks
    func isLost(_ place: Int) -> Bool { lines[place].isLost }

    /// Shows the lines as they are at `time`, which is `now` on the rig clock.
    @_noAllocation @_noLocks
    mutating func fill(_ inputs: inout RigInputs, at now: Instant, time: Int64, isForward: Bool) {
        var place = 0
        while place < count {
            lines[place].settle(at: time)
            let role = lines[place].role
            let (isAsserted, rises) = lines[place].show()
            switch role {
            case .stop: inputs.lines.stop = isAsserted
            case .cover: inputs.lines.cover = isAsserted
            case .air: inputs.lines.air = isAsserted
            case .stall: inputs.lines.stall = isAsserted
            case .patientButton: inputs.lines.patientButton = isAsserted
            case .index:
                inputs.lines.index = isAsserted
                // Going backward the mark comes to its sensor from the other side: it tells no phase.
                if rises > 0, isForward { inputs.index = RigInputs.IndexMark(at: inputs.forwardSteps) }
            case .rotor:
                rotorCounts += isForward ? rises : -rises
                guard rises > 0 || now >= nextRotorSample else { break }
                // A rotor that stands still where it should turn makes no edge: that too is to be seen.
                nextRotorSample = now + .millisecond * 100
                inputs.rotor = RigInputs.RotorSample(
                    at: now, counts: rotorCounts, pulses: inputs.forwardSteps.pulses - inputs.reverseSteps.pulses)
            }
            place += 1
        }
    }

    /// When the lines want to be looked at again without an edge; `Int64.max` for never.
    @_noAllocation @_noLocks
    func deadline(after time: Int64) -> Int64 {
        var earliest = Int64.max
        var place = 0
        while place < count {
            earliest = Swift.min(earliest, lines[place].deadline)
            if lines[place].owesRelease { earliest = Swift.min(earliest, time + Self.shortestShow) }
            place += 1
        }
        return earliest
    }
}
