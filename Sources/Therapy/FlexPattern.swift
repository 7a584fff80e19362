// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// `[[infusion.pattern]]`: the rates of a day by the pump clock, for some days of the week.
public struct FlexPattern: Hashable, Sendable {
    /// `[[infusion.pattern.step]]`: a rate from a time of day on.
    public struct Step: Hashable, Sendable {
        /// `at`.
        public let at: TimeOfDay
        /// `rate`, `dose-rate` or both; zero: nothing is delivered.
        public let rate: FlowRate
    }

    /// Most steps of a day.
    public static let most = 48

    /// `days`, in the order of the week; never empty.
    public let days: [Weekday]
    /// In the order of the day, the first at 00:00; 1 to ``most``.
    public let steps: [Step]

    /// Nil after an error, which the table knows of.
    init?(reading table: DocumentTable, primary: Drug?) {
        let text = table.text("days")
        let named = Weekday.days(in: text)
        if named.days == nil, !text.isEmpty {
            let words = Weekday.allCases.map(\.rawValue).joined(separator: " ")
            table.report(
                "“\(named.mistake.prefix(40))” is no day, or one named twice; days are words of \(words), ranges like "
                    + "mon-fri, or all", at: "days")
        }
        if !table.has("step") {
            table.report("is missing; each step is a table of its own: [[infusion.pattern.step]]", at: "step")
        }
        var steps: [Step] = []
        let tables = table.tables("step", count: 1...Self.most)
        for step in tables {
            let at = Self.time(of: step, after: steps.last?.at)
            if !step.has("rate"), !step.has("dose-rate") {
                step.report("a step needs a dose-rate of the primary drug, or a rate")
            }
            let rate = Infusion.statedRate(in: step, primary: primary, allowingZero: true)
            if let at, let rate { steps.append(Step(at: at, rate: rate)) }
        }
        guard let days = named.days, !steps.isEmpty, steps.count == tables.count else { return nil }
        self.days = days
        self.steps = steps
    }

    private static func time(of step: DocumentTable, after last: TimeOfDay?) -> TimeOfDay? {
        let text = step.text("at")
        guard !text.isEmpty else { return nil }
        guard let time = TimeOfDay(text) else {
            step.report("“\(text.prefix(40))” is no time of day; one is written like “06:30”, 00:00 to 23:59", at: "at")
            return nil
        }
        if let last {
            guard time > last else {
                step.report("\(time) is not after the step before it, at \(last)", at: "at")
                return nil
            }
        } else if time.minutes != 0, step.path.hasSuffix("step[1]") {
            step.report("the first step of a day is at “00:00”, not \(time)", at: "at")
            return nil
        }
        return time
    }

    /// What a day of this pattern delivers, rounded down.
    ///
    /// - Throws: ``QuantityError/overflow`` where it cannot be held.
    public func volume() throws(QuantityError) -> Volume {
        var amount: Int128 = 0
        for (index, step) in steps.enumerated() {
            let end = index + 1 < steps.count ? steps[index + 1].at.minutes : 1_440
            amount += Int128(step.rate.picolitersPerDay) * Int128(end - step.at.minutes)
        }
        let volume = amount / 1_440
        guard volume <= Int128(Int64.max) else { throw .overflow }
        return Volume(picoliters: Int64(volume))
    }
}
