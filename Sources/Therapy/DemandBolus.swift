// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TOMLDocument

/// `[demand-bolus]`: what the patient button asks for, and when it is granted (BR-D03, BR-D04).
public struct DemandBolus: Hashable, Sendable {
    /// From which moment of the last dose the lockout runs.
    public enum LockoutStart: String, CaseIterable, Hashable, Sendable {
        case start
        case end
    }

    /// `dose`: mass of the primary drug.
    public let dose: Mass
    /// `duration`, 1 s to a day.
    public let duration: Duration
    /// `lockout`, 1 min to a day.
    public let lockout: Duration
    /// `lockout-from`, required: products differ.
    public let lockoutFrom: LockoutStart
    /// `most-per-day`: doses begun in any 24 hours, 1 to 48.
    public let mostPerDay: Int
    /// `ceiling` of the primary drug, of whatever mode, in any `ceiling-window`.
    public let ceiling: Mass?
    /// `ceiling-window`, 10 min to 24 h, given with the ceiling.
    public let ceilingWindow: Duration?

    /// Nil after an error, which the table knows of.
    init?(reading table: DocumentTable) {
        dose = table.quantity("dose", within: BolusBounds.doses)
        duration = table.quantity("duration", within: Duration.second...BolusBounds.longest)
        lockout = table.quantity("lockout", within: Duration.minute ... .day)
        let from: LockoutStart? = table.choice("lockout-from")
        mostPerDay = Int(table.integer("most-per-day", within: 1...Int64(DemandRules.mostPerDay)))
        ceiling = table.optional("ceiling", within: Drug.ceilings)
        ceilingWindow = table.optional("ceiling-window", within: Duration.minute * 10 ... .day)
        for (key, other) in [("ceiling", "ceiling-window"), ("ceiling-window", "ceiling")]
        where table.has(key) && !table.has(other) {
            table.report("needs \(other) beside it", at: key)
        }
        if let ceiling, ceiling < dose {
            table.report("\(ceiling) is below the dose, \(dose): none would ever be granted", at: "ceiling")
        }
        guard let from else { return nil }
        lockoutFrom = from
    }

    /// The shortest time from one start to the next that the lockout allows.
    public var shortestInterval: Duration {
        switch lockoutFrom {
        case .start: return max(lockout, duration)
        case .end: return lockout + duration
        }
    }

    /// How many can begin in a day: as many as are allotted, fewer where the lockout does not let them.
    public var allowedPerDay: Int {
        let fitting = WideArithmetic.divide(
            Int128(Duration.day.nanoseconds), by: Int128(shortestInterval.nanoseconds), rounding: .up)
        return min(mostPerDay, Int(fitting))
    }
}
