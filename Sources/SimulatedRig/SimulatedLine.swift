// SPDX-License-Identifier: Apache-2.0

/// Tube and catheter: a compliance that strokes fill and a resistance through which it empties to the tip.
///
/// dp/dt = (Q_in - (p - p_tip) / R) / C, solved exactly between events: p decays to the tip's pressure with tau = R C.
struct SimulatedLine: Sendable, BitwiseCopyable {
    let compliance: Double
    let resistance: Double
    /// The pressure at the pump's outlet, in pascals.
    private(set) var pressure: Double
    /// What has left the tip, in picolitres; negative where liquid came back in.
    private(set) var delivered = 0.0

    init(compliance: Double, resistance: Double, pressure: Double) {
        self.compliance = compliance
        self.resistance = resistance
        self.pressure = pressure
    }

    /// The pump has pushed `volume` picolitres in.
    @_noAllocation @_noLocks
    mutating func push(_ volume: Double) { pressure += volume / compliance }

    /// `seconds` have passed with `tip` pascals outside.
    @_noAllocation @_noLocks
    mutating func relax(seconds: Double, tip: Double) {
        let excess = pressure - tip
        let left = excess * Exponential.decay(seconds / (resistance * compliance))
        pressure = tip + left
        delivered += (excess - left) * compliance
    }
}
