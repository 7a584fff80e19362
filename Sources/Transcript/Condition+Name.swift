// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension Condition: StablyNamed {
    public static var allNamed: [Condition] { Array(allCases) }

    public var name: String {
        switch self {
        case .occlusionDownstream: "occlusion-downstream"
        case .occlusionUpstream: "occlusion-upstream"
        case .catheterLeak: "catheter-leak"
        case .freeFlow: "free-flow"
        case .rotorMovedAtRest: "rotor-moved-at-rest"
        case .overDelivery: "over-delivery"
        case .underDelivery: "under-delivery"
        case .motorStall: "motor-stall"
        case .airInLine: "air-in-line"
        case .coverOpen: "cover-open"
        case .reservoirEmpty: "reservoir-empty"
        case .reservoirLow: "reservoir-low"
        case .doseLimit: "dose-limit"
        case .sensorFault: "sensor-fault"
        case .storageStalled: "storage-stalled"
        case .recordFull: "record-full"
        case .recordDamaged: "record-damaged"
        case .complianceDrift: "compliance-drift"
        case .sensorDegraded: "sensor-degraded"
        case .repeatedAlarm: "repeated-alarm"
        case .lateEdge: "late-edge"
        case .controllerFault: "controller-fault"
        case .deviceLost: "device-lost"
        case .overTemperature: "over-temperature"
        case .supplyFault: "supply-fault"
        case .restarted: "restarted"
        case .stoppedTooLong: "stopped-too-long"
        case .clockUnknown: "clock-unknown"
        case .batteryEnd: "battery-end"
        case .refillDue: "refill-due"
        case .calibrationStale: "calibration-stale"
        case .tubeWorn: "tube-worn"
        case .batteryReplace: "battery-replace"
        case .mixtureExpired: "mixture-expired"
        case .logDropped: "log-dropped"
        case .degradedRealTime: "degraded-real-time"
        }
    }
}
