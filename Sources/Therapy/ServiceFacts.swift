// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// What must be known of a rig to tell how much of its service life is left. What is nil is not watched.
public struct ServiceFacts: Hashable, Sendable {
    /// An emulated battery.
    public struct Battery: Hashable, Sendable {
        public let capacity: Energy
        /// Drawn all the time.
        public let quiescentPower: Power
        /// Drawn by a stroke on top.
        public let energyPerStroke: Energy
        /// From which part of the capacity on it is to be replaced.
        public let replaceAt: Ratio

        public init(capacity: Energy, quiescentPower: Power, energyPerStroke: Energy, replaceAt: Ratio) {
            self.capacity = capacity
            self.quiescentPower = quiescentPower
            self.energyPerStroke = energyPerStroke
            self.replaceAt = replaceAt
        }
    }

    /// STEP pulses in a revolution of the pump head.
    public let stepsPerRevolution: StepCount
    /// What a revolution delivers.
    public let revolution: Volume
    /// What a regular stroke delivers.
    public let stroke: Volume
    /// Compressions of the tube in a revolution.
    public let rollers: Int64?
    /// Compressions after which the tube counts as worn.
    public let tubeCompressions: Int64?
    public let battery: Battery?
    /// The life of a battery however little was used.
    public let batteryCap: Duration?

    /// - Precondition: steps and volumes above zero; rollers, where stated, too.
    public init(
        stepsPerRevolution: StepCount, revolution: Volume, stroke: Volume, rollers: Int64? = nil,
        tubeCompressions: Int64? = nil, battery: Battery? = nil, batteryCap: Duration? = nil
    ) {
        precondition(stepsPerRevolution > .zero && revolution > .zero && stroke > .zero && (rollers ?? 1) > 0)
        self.stepsPerRevolution = stepsPerRevolution
        self.revolution = revolution
        self.stroke = stroke
        self.rollers = rollers
        self.tubeCompressions = tubeCompressions
        self.battery = battery
        self.batteryCap = batteryCap
    }
}
