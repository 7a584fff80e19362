// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// Tube and catheter: a compliance that strokes fill, a resistance through which it empties to the tip, and one through
/// which it leaks to the ambient where it is open.
///
/// dp/dt = (Q - (p - tip) / R - p / leak) / C, solved exactly between events: what is in hand decays with its time
/// constant, the tip's mean and its waves come through as in the steady state. Picolitres, pascals, seconds.
package struct SimulatedLine: Sendable, BitwiseCopyable {
    package private(set) var compliance: Double
    /// 1 / R; 0 where the line is closed.
    package private(set) var conductance: Double
    package private(set) var leakConductance = 0.0
    private var tip: Double
    private var heart = TipWave()
    private var breath = TipWave()

    /// How the line lets go of a pressure, 1/s, and how much of the tip's it takes on.
    private var rate = 0.0
    private var share = 0.0
    /// What the pressure is above its steady state.
    private var excess = 0.0
    private var lastSeconds = -1.0
    private var lastFactor = 1.0

    private var pushed = 0.0
    /// What has run out where the line leaks.
    package private(set) var leaked = 0.0
    /// What the line held at the beginning, less what it holds more or less by another compliance.
    private var held: Double

    @_noAllocation @_noLocks
    package init(compliance: Double, resistance: Double, tip: Double) {
        self.compliance = compliance
        conductance = 1 / resistance
        self.tip = tip
        held = compliance * tip
        settle(at: tip)
    }

    /// At the pump's outlet.
    package var pressure: Double {
        @_noAllocation @_noLocks get { excess + share * tip + heart.pressure + breath.pressure }
    }

    /// What has left the tip; less where liquid came back in.
    package var delivered: Double {
        @_noAllocation @_noLocks get { pushed - leaked - (compliance * pressure - held) }
    }

    /// The line is another from here on; its pressure is what it was.
    @_noAllocation @_noLocks
    private mutating func settle(at pressure: Double) {
        let sum = conductance + leakConductance
        rate = sum / compliance
        share = sum > 0 ? conductance / sum : 0
        heart.passThrough(rate: rate, share: share)
        breath.passThrough(rate: rate, share: share)
        lastSeconds = -1
        excess = pressure - share * tip - heart.pressure - breath.pressure
    }

    /// The mean pressure outside the tip.
    @_noAllocation @_noLocks
    package mutating func set(tip new: Double) {
        let pressure = pressure
        tip = new
        settle(at: pressure)
    }

    @_noAllocation @_noLocks
    package mutating func set(compliance new: Double) {
        let pressure = pressure
        held += (new - compliance) * pressure
        compliance = new
        settle(at: pressure)
    }

    /// - Parameters:
    ///   - new: 1 / R towards the tip; 0 closes the line.
    ///   - leak: 1 / R to the ambient; 0 where it is tight.
    @_noAllocation @_noLocks
    package mutating func set(conductance new: Double, leak: Double) {
        let pressure = pressure
        conductance = new
        leakConductance = leak
        settle(at: pressure)
    }

    @_noAllocation @_noLocks
    package mutating func set(
        heart: (amplitude: Double, hertz: Double), breath: (amplitude: Double, hertz: Double)
    ) {
        let pressure = pressure
        self.heart.become(amplitude: heart.amplitude, hertz: heart.hertz)
        self.breath.become(amplitude: breath.amplitude, hertz: breath.hertz)
        settle(at: pressure)
    }

    /// The pump has pushed `volume` in; drawn out where it is negative.
    @_noAllocation @_noLocks
    package mutating func push(_ volume: Double) {
        pushed += volume
        excess += volume / compliance
    }

    @_noAllocation @_noLocks
    package mutating func pass(seconds: Double) {
        if seconds != lastSeconds {
            lastSeconds = seconds
            lastFactor = Decay.factor(seconds * rate)
        }
        let before = excess
        excess *= lastFactor
        heart.pass(seconds: seconds)
        breath.pass(seconds: seconds)
        // The waves' mean is zero.
        if leakConductance > 0 { leaked += leakConductance * ((before - excess) / rate + share * tip * seconds) }
    }
}
