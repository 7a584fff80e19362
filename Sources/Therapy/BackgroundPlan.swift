// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What the mode of a prescription comes to in rates and volumes.
struct BackgroundPlan: Sendable {
    let mode: DeliveryProgram.Mode
    /// What the program calls its rate.
    let rate: FlowRate
    /// Of a long time on average; of a staircase what it begins with.
    let mean: FlowRate
    /// The highest at any moment.
    let highest: FlowRate
    /// The lowest above zero; zero where nothing is delivered.
    let lowest: FlowRate
    /// What the day of the highest dose delivers.
    let mostInDay: Volume
    /// What the day of the lowest dose delivers.
    let leastInDay: Volume
    /// The key that sets the rate.
    let field: String
    var periodic: PeriodicDose?
    var staircase: Staircase?
    var schedule = FlexSchedule()

    /// A background of one rate.
    private init(mode: DeliveryProgram.Mode, rate: FlowRate, field: String) throws(QuantityError) {
        self.mode = mode
        self.rate = rate
        mean = rate
        highest = rate
        lowest = rate
        mostInDay = try rate.volume(in: .day)
        leastInDay = mostInDay
        self.field = field
    }

    private init(flex patterns: [FlexPattern], field: String) throws(QuantityError) {
        var week: Int128 = 0
        var days: [Volume] = []
        var changes: [(minute: Int, rate: FlowRate)] = []
        for day in Weekday.allCases {
            guard let pattern = patterns.first(where: { $0.days.contains(day) }) else { continue }
            let volume = try pattern.volume()
            days.append(volume)
            week += Int128(volume.picoliters)
            changes += pattern.steps.map { (day.index * 1_440 + $0.at.minutes, $0.rate) }
        }
        guard let compiled = FlexSchedule(changes) else { throw .overflow }
        let rates = patterns.flatMap { $0.steps.map(\.rate) }
        mode = .flex
        rate = .zero
        mean = FlowRate(picolitersPerDay: Int64(week / 7))
        highest = rates.max() ?? .zero
        lowest = rates.filter { $0 > .zero }.min() ?? .zero
        mostInDay = days.max() ?? .zero
        leastInDay = days.min() ?? .zero
        self.field = field
        schedule = compiled
    }

    private init(periodic bolus: PeriodicBolus, concentration: Concentration) throws(QuantityError) {
        let volume = try bolus.dose.volume(at: concentration)
        let dose = PeriodicDose(
            rate: try volume.rate(over: bolus.duration), duration: bolus.duration, interval: bolus.interval)
        mode = .periodicBolus
        rate = bolus.background
        mean = try bolus.background.adding(try volume.rate(over: bolus.interval))
        highest = try bolus.background.adding(dose.rate)
        lowest = bolus.background > .zero ? bolus.background : highest
        let day = Int128(Duration.day.nanoseconds)
        let doses = WideArithmetic.divide(day, by: Int128(bolus.interval.nanoseconds), rounding: .up)
        let between = try bolus.background.volume(in: .day)
        mostInDay = try between.adding(try volume.scaled(by: Int64(doses), over: 1, rounding: .down))
        leastInDay = try mean.volume(in: .day)
        field = "infusion.dose"
        periodic = dose
    }

    private init(staircase: DoseStaircase) throws(QuantityError) {
        mode = .staircase
        rate = .zero
        mean = staircase.rates.start
        // Relief may be marked at any step: each may be held for days.
        highest = staircase.highestRate
        lowest = mean
        mostInDay = try highest.volume(in: .day)
        leastInDay = try mean.volume(in: .day)
        field = "infusion.ceiling"
        self.staircase = staircase.rates
    }

    /// - Throws: ``ReviewError/noMinimumRate`` and ``ReviewError/outOfRange``.
    init(of prescription: Prescription, rig: RigFacts) throws(ReviewError) {
        do throws(QuantityError) {
            switch prescription.infusion {
            case .simpleContinuous(let rate):
                try self.init(mode: .simpleContinuous, rate: rate, field: prescription.rateField)
            case .minimumRate:
                try self.init(mode: .minimumRate, rate: rig.minimumRate ?? .zero, field: "infusion.mode")
            case .stopped: try self.init(mode: .stopped, rate: .zero, field: "infusion.mode")
            case .flex(let patterns): try self.init(flex: patterns, field: prescription.fieldOfHighestStep(patterns))
            case .periodicBolus(let bolus):
                try self.init(periodic: bolus, concentration: prescription.admixture.primary.concentration)
            case .staircase(let staircase): try self.init(staircase: staircase)
            }
        } catch {
            throw .outOfRange
        }
        if mode == .minimumRate, rig.minimumRate == nil { throw .noMinimumRate }
    }

    /// What empties the reservoir earliest.
    var usual: FlowRate { mode == .staircase ? highest : mean }
}
