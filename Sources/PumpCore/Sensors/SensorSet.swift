// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Which sensors a rig has, and by what each is believed.
public struct SensorSet: Hashable, Sendable, BitwiseCopyable {
    private var fitted: UInt8 = 0
    private var rules = InlineArray<7, SensorRule>(repeating: SensorRule())
    /// Counts of the rotor sensor in a revolution.
    public var rotorCounts: Int64 = 1_000
    /// How far delivery may be off before it is called over- or under-delivery, of what was commanded: 15 % by ISO 28620.
    public var tolerance = Ratio(partsPerMillion: 150_000)
    /// Below this inlet pressure the reservoir does not give what is drawn, in pascals: -7 kPa (1 psi).
    public var inletLimit: Int64 = -7_000
    /// The temperature from which on the pump pauses, in millidegrees: 55 °C.
    public var hottest: Int64 = 55_000
    /// Between which the motor has its torque, in millivolts.
    public var supply: (lowest: Int64, highest: Int64) = (.min, .max)

    public init() {}

    /// The rule of a fitted sensor; nil where none is.
    public subscript(sensor: Sensor) -> SensorRule? {
        @_noAllocation @_noLocks get { has(sensor) ? rules[Int(sensor.code)] : nil }
        set {
            if let newValue {
                rules[Int(sensor.code)] = newValue
                fitted |= 1 << sensor.code
            } else {
                fitted &= ~(1 << sensor.code)
            }
        }
    }

    @_noAllocation @_noLocks
    public func has(_ sensor: Sensor) -> Bool { fitted & (1 << sensor.code) != 0 }

    /// The rule of a sensor that is fitted.
    @_noAllocation @_noLocks
    func rule(_ sensor: Sensor) -> SensorRule { rules[Int(sensor.code)] }

    public static func == (left: Self, right: Self) -> Bool {
        left.rotorCounts == right.rotorCounts && left.tolerance == right.tolerance
            && left.inletLimit == right.inletLimit
            && left.hottest == right.hottest && left.supply == right.supply
            && Sensor.allCases.allSatisfy { left[$0] == right[$0] }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(fitted)
        hasher.combine(rotorCounts)
    }
}
