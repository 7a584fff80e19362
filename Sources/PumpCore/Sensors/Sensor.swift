// SPDX-License-Identifier: Apache-2.0

/// What a rig may be fitted with to see what it does. Each gives readings of one number in the unit that its case names.
@frozen public enum Sensor: Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// The line's pressure at the pump's outlet, in pascals.
    case pressure
    /// The pressure between reservoir and pump, in pascals above the ambient.
    case inlet
    /// The rotor's place, in counts, forward positive.
    case rotor
    /// What is in the reservoir, in picolitres.
    case level
    /// What has left the tip, in picolitres: a balance under it, or a flow meter's sum.
    case outflow
    /// In millidegrees Celsius.
    case temperature
    /// The motor's supply, in millivolts.
    case supply

    /// The sensor of a ``Sensor/code``; nil beyond the last.
    @_noAllocation @_noLocks
    public init?(code: UInt8) {
        guard code <= Sensor.supply.code else { return nil }
        self = unsafeBitCast(code, to: Sensor.self)
    }

    /// The position of the case in its declaration. Not for storage: records use names.
    public var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

    // The equality that the compiler derives is invisible to its performance analysis from another file.
    @_noAllocation @_noLocks
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    @_noAllocation @_noLocks
    public static func != (left: Self, right: Self) -> Bool { left.code != right.code }

    static let count = 7
}
