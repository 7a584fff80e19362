// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What is known of the line between pump and tip: from the rig's calibration, and what is stated of its pressure sensor
/// and of what disturbs it. All that the detectors use follows from these.
///
/// Floating point by the four operations alone; none of it decides a dose.
public struct LineModel: Hashable, Sendable, BitwiseCopyable {
    /// What the line swells by, in picolitres a pascal (0.001 mL/kPa is 1,000).
    public var compliance: Double
    /// From the pump to the tip, in pascal-seconds a picolitre (560 kPa s/mL is 0.00056).
    public var resistance: Double
    /// The variance of a pressure reading times the seconds that it stands for, in Pa^2 s: of a single conversion, over the
    /// conversions in a second.
    public var noiseDensity: Double
    /// The volume of a regular stroke, in picolitres.
    public var stroke: Double
    /// How far breath moves the far pressure to either side, in pascals.
    public var pulsation: Double
    /// The furthest that posture and height move the far pressure together, in pascals.
    public var shift: Double
    /// The pressure at which the line is closed whatever else is known, in pascals.
    public var limit: Double

    @_noAllocation @_noLocks
    public init(
        compliance: Double, resistance: Double, noiseDensity: Double, stroke: Double, pulsation: Double = 200,
        shift: Double = 7_700, limit: Double = 69_000
    ) {
        self.compliance = compliance
        self.resistance = resistance
        self.noiseDensity = noiseDensity
        self.stroke = stroke
        self.pulsation = pulsation
        self.shift = shift
        self.limit = limit
    }

    /// Seconds in which an open line lets go of all but 1/e of a stroke: R C.
    public var timeConstant: Double { @_noAllocation @_noLocks get { resistance * compliance } }
    /// By how much one regular stroke lifts the pressure, in pascals: V / C.
    public var jump: Double { @_noAllocation @_noLocks get { stroke / compliance } }
}
