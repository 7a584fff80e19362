// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// What each condition says to a person: its title, what it means, what the pump does now, what to do next.
///
/// Exhaustive switches: a new condition does not compile before it can be explained.
public enum ConditionText {
    /// A few words, as a list shows them.
    public static func title(of condition: Condition) -> String {
        switch condition {
        case .occlusionDownstream: "Occlusion downstream"
        case .occlusionUpstream: "Occlusion upstream"
        case .catheterLeak: "Catheter leak"
        case .freeFlow: "Free flow"
        case .rotorMovedAtRest: "Rotor moved at rest"
        case .overDelivery: "Over-delivery"
        case .underDelivery: "Under-delivery"
        case .motorStall: "Motor stall"
        case .airInLine: "Air in line"
        case .coverOpen: "Cover open"
        case .reservoirEmpty: "Reservoir empty"
        case .reservoirLow: "Reservoir low"
        case .doseLimit: "Dose limit reached"
        case .sensorFault: "Sensor fault"
        case .storageStalled: "Storage stalled"
        case .recordFull: "Record full"
        case .recordDamaged: "Record damaged"
        case .complianceDrift: "Line compliance drifted"
        case .sensorDegraded: "Sensor faulty"
        case .repeatedAlarm: "The same alarm again"
        case .lateEdge: "Late edge"
        case .controllerFault: "Controller fault"
        case .deviceLost: "Device lost"
        case .overTemperature: "Over-temperature"
        case .supplyFault: "Supply fault"
        case .restarted: "Restarted"
        case .stoppedTooLong: "Stopped too long"
        case .clockUnknown: "Clock unknown"
        case .batteryEnd: "End of service"
        case .refillDue: "Refill due"
        case .calibrationStale: "Calibration stale"
        case .tubeWorn: "Tube worn"
        case .batteryReplace: "Battery replacement"
        case .mixtureExpired: "Mixture expired"
        case .logDropped: "Log dropped"
        case .degradedRealTime: "Real time degraded"
        }
    }

    /// What it means.
    public static func meaning(of condition: Condition) -> String {
        switch condition {
        case .occlusionDownstream: "The line behind the pump keeps the pressure of its strokes: it is closed."
        case .occlusionUpstream: "Strokes draw no liquid: the way from the reservoir is closed."
        case .catheterLeak: "Strokes meet no resistance: the catheter is off, torn or out of place."
        case .freeFlow: "Liquid leaves the reservoir while the pump is stopped."
        case .rotorMovedAtRest: "The rotor turned while no stroke was made."
        case .overDelivery: "A sensor finds more delivered than the strokes account for."
        case .underDelivery: "A sensor finds less delivered than the strokes account for."
        case .motorStall: "The motor did not follow its steps: an unknown part of the last stroke is missing."
        case .airInLine: "The detector sees air in the line."
        case .coverOpen: "The cover of the pump head is open."
        case .reservoirEmpty: "The reservoir holds no more than what cannot be drawn."
        case .reservoirLow: "The reservoir is below its warning level."
        case .doseLimit: "One more stroke would exceed the dose that a window of time allows."
        case .sensorFault: "A sensor that is needed is silent, stuck or out of its range."
        case .storageStalled: "The disk has not taken the reservation for the next stroke in time."
        case .recordFull: "There is no room left to record what the pump does."
        case .recordDamaged: "The record is not what was written, or does not know all that was delivered."
        case .complianceDrift: "Strokes lift the pressure by another amount than the stored compliance says."
        case .sensorDegraded: "A sensor that this rig can do without is silent, stuck or says what cannot be."
        case .repeatedAlarm: "The same condition has stopped the pump three times within ten minutes or ten strokes."
        case .lateEdge: "The motor's edges left later than their bound."
        case .controllerFault: "The supervisor found the controller silent or beyond its steps."
        case .deviceLost: "A device of the rig that is needed has gone away."
        case .overTemperature: "The driver or the rig is too hot."
        case .supplyFault: "The supply of the driver is out of its range."
        case .restarted: "The daemon was started anew; what was under way then has ended."
        case .stoppedTooLong: "The pump has stood still so long that the catheter may be closing up."
        case .clockUnknown: "The pump clock is not set, so the time of day is not known."
        case .batteryEnd: "The emulated battery has come to the end of its service."
        case .refillDue: "The reservoir is to be refilled by now."
        case .calibrationStale: "The calibration of the pump head is older than its rig file allows."
        case .tubeWorn: "The tube has been compressed as often as it is good for."
        case .batteryReplace: "The emulated battery is near its end; service ends 90 days after this began."
        case .mixtureExpired: "What is in the reservoir is older than its stability."
        case .logDropped: "Some telemetry was lost; the account of what was delivered was not."
        case .degradedRealTime: "The kernel gives the daemon no real-time scheduling or no locked memory."
        }
    }
}
