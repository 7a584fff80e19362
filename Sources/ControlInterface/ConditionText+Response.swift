// SPDX-License-Identifier: Apache-2.0
import PumpCore

extension ConditionText {
    /// What the pump does now.
    public static func doing(about condition: Condition) -> String {
        switch condition {
        case .occlusionDownstream: "It has stopped within the stroke and holds the rotor."
        case .freeFlow, .rotorMovedAtRest: "It has stopped and holds the rotor with current."
        case .reservoirEmpty: "It has stopped, so as not to draw air."
        case .controllerFault: "It has taken the current from the motor and waits for service."
        case .batteryEnd: "It has stopped for good."
        case .storageStalled: "It rests before the next stroke; the time is not caught up."
        case .clockUnknown: "Programs by the time of day rest until the clock is set."
        case .doseLimit: "It delivers at the safe rate."
        case .restarted: "It is at rest unless its rig file lets the background go on."
        case .stoppedTooLong: "It is at rest."
        case .motorStall: "It has stopped; the last stroke counts as anything from none to whole."
        case .recordFull: "It has paused: nothing is delivered that cannot be recorded."
        case .recordDamaged: "It has stopped: what was delivered is not known for sure."
        case .lateEdge: "It has paused after the stroke ended early; what was made is counted."
        case .degradedRealTime: "It delivers if its rig file allows that; edges may be late."
        default: byResponse(condition.response)
        }
    }

    private static func byResponse(_ response: Condition.Response) -> String {
        switch response {
        case .stops: "It has stopped."
        case .pauses: "It has paused; after the pause limit it stops."
        case .rests: "It rests."
        case .safeRate: "It delivers at the safe rate."
        case .continues: "It goes on as programmed."
        }
    }

    /// What to do next.
    public static func next(after condition: Condition) -> String {
        switch condition {
        case .occlusionDownstream: "Look for a kink, a closed stopcock or a blocked tip; acknowledge, then resume."
        case .occlusionUpstream: "Look for a closed valve or a kink before the pump; acknowledge, then resume."
        case .catheterLeak: "Check every connection down to the tip; acknowledge, then resume."
        case .freeFlow: "Clamp the line now; then check that the rotor is seated and the tube closed by it."
        case .rotorMovedAtRest: "Check the holding current and for anything that turns the rotor; acknowledge."
        case .overDelivery: "Compare the balance or the level with the account before anything else is delivered."
        case .underDelivery: "Compare the balance or the level with the account; look for a slipping rotor."
        case .motorStall: "Check that the rotor turns freely and the driver's current; acknowledge, then resume."
        case .airInLine: "Find where the air came in and clear the line; acknowledge, then resume."
        case .coverOpen: "Close the cover; acknowledge, then resume."
        case .reservoirEmpty: "Refill with `cisterna refill guide`; acknowledge, then resume."
        case .reservoirLow: "Plan a refill."
        case .doseLimit: "Review the prescription; resume, or commit a new one."
        case .sensorFault: "Check the sensor and its cable; acknowledge, then resume."
        case .storageStalled: "Check the disk: its room, its errors, its load. It goes on by itself."
        case .recordFull: "Make room on the disk that holds the state; acknowledge, then resume."
        case .recordDamaged:
            "Look at cisterna history verify; stop the daemon and put a copy back with cisterna restore."
        case .complianceDrift: "Look for air in the line or another tube; then run `cisterna compliance test`."
        case .sensorDegraded: "See `cisterna history` for which one. What it would have found, nobody finds now."
        case .repeatedAlarm: "Find its cause. Then service ends it: `cisterna clear-failure`."
        case .lateEdge: "See what loads the machine, and whether real-time scheduling is granted; acknowledge."
        case .controllerFault: "Read the daemon's log, then `cisterna selftest` and `cisterna clear-failure`."
        case .deviceLost: "Reconnect the device; acknowledge, then resume."
        case .overTemperature: "Let it cool; check the driver's current; acknowledge, then resume."
        case .supplyFault: "Check the power supply and its cabling; acknowledge, then resume."
        case .restarted: "Check what was under way in `cisterna history`; acknowledge, then resume."
        case .stoppedTooLong: "Check that the catheter is open before delivering; resume."
        case .clockUnknown: "Set the pump clock with `cisterna clock set`."
        case .batteryEnd: "Replace the emulated battery; the pump resumes only after service."
        case .refillDue: "Refill the reservoir with `cisterna refill guide`."
        case .calibrationStale: "Calibrate the pump head."
        case .tubeWorn: "Replace the tube, say so with `cisterna replaced tube`, then calibrate the pump head."
        case .batteryReplace: "Plan the replacement of the emulated battery."
        case .mixtureExpired: "Empty the reservoir and refill it with a fresh mixture."
        case .logDropped: "See what loads the disk."
        case .degradedRealTime: "Grant the service real-time priority and locked memory (LimitRTPRIO, LimitMEMLOCK)."
        }
    }
}
