// SPDX-License-Identifier: Apache-2.0
import Quantities

/// Everything that can be wrong or worth a warning, with what it does to delivery. The properties are exhaustive
/// switches: a new condition does not compile before each of its columns is decided.
@frozen public enum Condition: Hashable, Sendable, BitwiseCopyable, CaseIterable {
    case occlusionDownstream, occlusionUpstream, catheterLeak, freeFlow, rotorMovedAtRest
    case overDelivery, underDelivery, motorStall, airInLine, coverOpen
    case reservoirEmpty, reservoirLow, doseLimit, sensorFault, storageStalled
    case recordFull, lateEdge, controllerFault, deviceLost, overTemperature
    case supplyFault, restarted, stoppedTooLong, clockUnknown, batteryEnd
    case refillDue, calibrationStale, tubeWorn, batteryReplace, mixtureExpired
    case logDropped, degradedRealTime, recordDamaged, complianceDrift, sensorDegraded
    case repeatedAlarm

    /// The condition of a ``Hashable, Sendable, BitwiseCopyable/code``; nil beyond the last.
    @_noAllocation @_noLocks
    public init?(code: UInt8) {
        guard code <= Condition.repeatedAlarm.code else { return nil }
        self = unsafeBitCast(code, to: Condition.self)
    }

    /// Urgency as IEC 60601-1-8 ranks it.
    @frozen public enum Priority: Hashable, Sendable, BitwiseCopyable, Comparable {
        case low, medium, high

        @_noAllocation @_noLocks
        public static func < (left: Priority, right: Priority) -> Bool { left.code < right.code }

        @_noAllocation @_noLocks
        public static func > (left: Priority, right: Priority) -> Bool { left.code > right.code }

        /// The position of the case in its declaration. Not for storage: records use names.
        var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

        // The equality that the compiler derives is invisible to its performance analysis from another file.
        @_noAllocation @_noLocks
        public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
        @_noAllocation @_noLocks
        public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
    }

    /// What the pump does while the condition stands.
    @frozen public enum Response: Hashable, Sendable, BitwiseCopyable {
        /// `stopped`, latched.
        case stops
        /// `paused` until the cause is gone, it is acknowledged and somebody resumes.
        case pauses
        /// Stays `delivering` but makes no stroke.
        case rests
        /// Delivers at the safe rate.
        case safeRate
        /// Delivery is not touched.
        case continues

        /// The position of the case in its declaration. Not for storage: records use names.
        var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

        // The equality that the compiler derives is invisible to its performance analysis from another file.
        @_noAllocation @_noLocks
        public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
        @_noAllocation @_noLocks
        public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
    }

    public var priority: Priority {
        @_noAllocation @_noLocks get {
            switch self {
            case .occlusionDownstream, .occlusionUpstream, .catheterLeak, .freeFlow, .rotorMovedAtRest: return .high
            case .overDelivery, .motorStall, .airInLine, .coverOpen, .reservoirEmpty: return .high
            case .sensorFault, .storageStalled, .recordFull, .controllerFault, .deviceLost: return .high
            case .overTemperature, .supplyFault, .batteryEnd, .recordDamaged, .repeatedAlarm: return .high
            case .underDelivery, .doseLimit, .lateEdge, .restarted, .stoppedTooLong, .clockUnknown: return .medium
            case .reservoirLow, .refillDue, .calibrationStale, .tubeWorn, .batteryReplace: return .low
            case .mixtureExpired, .logDropped, .degradedRealTime, .complianceDrift, .sensorDegraded: return .low
            }
        }
    }

    public var response: Response {
        @_noAllocation @_noLocks get {
            switch self {
            case .occlusionDownstream, .occlusionUpstream, .catheterLeak, .freeFlow, .rotorMovedAtRest: return .stops
            case .overDelivery, .motorStall, .airInLine, .reservoirEmpty, .controllerFault, .batteryEnd: return .stops
            case .recordDamaged, .repeatedAlarm: return .stops
            case .coverOpen, .sensorFault, .deviceLost, .supplyFault, .overTemperature, .recordFull, .lateEdge:
                return .pauses
            case .storageStalled, .clockUnknown: return .rests
            case .doseLimit: return .safeRate
            case .underDelivery, .reservoirLow, .restarted, .stoppedTooLong: return .continues
            case .refillDue, .calibrationStale, .tubeWorn, .batteryReplace, .mixtureExpired: return .continues
            case .logDropped, .degradedRealTime, .complianceDrift, .sensorDegraded: return .continues
            }
        }
    }

    /// Whether it stays listed after its cause is gone, until somebody acknowledges it. Latched conditions survive a
    /// restart of the daemon.
    public var latches: Bool {
        @_noAllocation @_noLocks get {
            switch response {
            case .stops: return true
            case .pauses, .rests, .safeRate, .continues: return self == .restarted
            }
        }
    }

    /// Whether the pump must stay at rest while this is listed and not acknowledged, or its cause is present.
    public var preventsResume: Bool {
        @_noAllocation @_noLocks get {
            switch response {
            case .stops, .pauses: return true
            case .rests, .safeRate, .continues: return false
            }
        }
    }

    /// The position of the case in its declaration. Not for storage: records use names.
    var code: UInt8 { @_noAllocation @_noLocks get { unsafeBitCast(self, to: UInt8.self) } }

    // The equality that the compiler derives is invisible to its performance analysis from another file.
    @_noAllocation @_noLocks
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    @_noAllocation @_noLocks
    public static func != (left: Self, right: Self) -> Bool { left.code != right.code }
}
