// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TOMLDocument

/// How far tube and emulated battery are used up, and how long they last at the present rate.
///
/// The battery gives what its quiescent power takes over time, and each stroke its share. Once a part of the capacity is
/// used, its replacement indicator comes on; service ends 90 days later or with the cap on its life, whichever comes first
/// (SynchroMed: medtronic.com, “getting a replacement”), or sooner where nothing is left of its capacity. So that no cap
/// comes unannounced, the indicator is on for the last 90 days before it too (this project's own rule).
///
/// What stops delivery counts known pump time only; what only warns counts the wall clock's difference too, and takes what
/// nobody knows for expired. Figures saturate at what they can hold; use is rounded up and what is left down.
public struct ServiceLife: Hashable, Sendable {
    /// From the indicator to the end of service.
    public static let endAfterIndicator = Duration.day * 90

    /// Whole revolutions of the pump head, forward and reverse, since installation.
    public let revolutions: Int64
    /// Of the present tube, forward and reverse; nil where the number of rollers is not stated.
    public let compressions: Int64?
    /// Where the tube counts as worn.
    public let compressionsLimit: Int64?
    /// Of the present battery, by known time.
    public let batteryUsed: Energy?
    public let batteryCapacity: Energy?
    /// ``batteryUsed`` over ``batteryCapacity``; above 100 % where more was taken than there was.
    public let batteryUsedShare: Ratio?

    /// Until the tube counts as worn; nil where that is not watched or, at the present rate, never comes.
    public let tubeRemaining: Duration?
    /// Until the replacement indicator comes on; zero when it is on.
    public let indicatorRemaining: Duration?
    /// Until the end of service.
    public let endRemaining: Duration?
    /// Until the cap on the battery's life alone.
    public let capRemaining: Duration?

    /// The indicator, by known time: what ``ServiceMarks/note(_:at:)`` keeps.
    public let isIndicatorDue: Bool
    /// Of tube-worn, battery-replace and battery-end those that hold.
    public let conditions: [Condition]

    public init(_ use: ServiceUse, facts: ServiceFacts, marks: ServiceMarks) {
        let tube = TubeLife(use, facts: facts, since: marks.tube)
        let battery = BatteryLife(use, facts: facts, marks: marks)
        let steps = Int128(use.forward.pulses) + Int128(use.reverse.pulses)
        revolutions = Int64(clamping: steps / Int128(facts.stepsPerRevolution.pulses))
        compressions = tube.compressions
        compressionsLimit = facts.tubeCompressions
        batteryUsed = battery.used
        batteryCapacity = facts.battery?.capacity
        batteryUsedShare = battery.usedShare
        tubeRemaining = tube.remaining
        indicatorRemaining = battery.indicatorRemaining
        endRemaining = battery.endRemaining
        capRemaining = battery.capRemaining
        isIndicatorDue = battery.isIndicatorDue
        let held: [(Condition, Bool)] = [
            (.tubeWorn, tube.isWorn), (.batteryReplace, battery.isReplacementDue), (.batteryEnd, battery.hasEnded),
        ]
        conditions = held.filter(\.1).map(\.0)
    }
}
