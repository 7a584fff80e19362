// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// What a prescription comes to on a rig.
public struct ReviewFigures: Hashable, Sendable {
    /// What a drug's background comes to.
    public struct DailyDose: Hashable, Sendable {
        public let drug: String
        /// Rounded down to a picogram a day.
        public let rate: DoseRate
    }

    /// What a flex pattern delivers in a day.
    public struct DayTotal: Hashable, Sendable {
        public let days: [Weekday]
        public let volume: Volume
        /// Of each drug, in the order of the mixture.
        public let doses: [DailyDose]
    }

    /// What a dose is in volume and rate.
    public struct BolusFigures: Hashable, Sendable {
        public let volume: Volume
        public let duration: Duration
        /// What it adds to the background.
        public let rate: FlowRate
        /// Most that begin in 24 hours.
        public let perDay: Int
        /// Of each drug in one dose, rounded down.
        public let doses: [DeliveredDose]
    }

    /// The most that comes into a dose window.
    public struct WindowPeak: Hashable, Sendable {
        public let drug: String
        /// The window's length.
        public let window: String
        public let peak: Mass
        public let ceiling: Mass
    }

    /// The background, of a long time on average; what a staircase begins with; zero when stopped.
    public let rate: FlowRate
    /// The highest at any moment.
    public let highestRate: FlowRate
    /// Of each drug at ``rate``, in the order of the mixture.
    public let dailyDoses: [DailyDose]
    /// Of each pattern of the flex mode.
    public private(set) var dayTotals: [DayTotal] = []
    /// Of the periodic dose.
    public private(set) var periodic: BolusFigures?
    public private(set) var demand: BolusFigures?
    /// Of an injection of a trial.
    public private(set) var injection: BolusFigures?
    /// How often a staircase rises before its ceiling or its end.
    public private(set) var risesOfStaircase: Int?
    /// From one regular stroke to the next at ``rate``, rounded up; nil when stopped.
    public let strokeInterval: Duration?
    /// From the fill until the reserve is reached, without boluses that somebody asks for; nil when stopped or beyond 292
    /// years. Of a staircase at the highest rate that it reaches.
    public let timeToReserve: Duration?
    /// The same with all allowed demand boluses (BR-W04); nil where none is prescribed.
    public let timeToReserveWithAllDemand: Duration?
    /// The earlier of the day of ``timeToReserve`` and the last on which the mixture keeps, counted from the fill date.
    public let refillDate: CalendarDate?
    /// The same with all allowed demand boluses; nil where none is prescribed.
    public let refillDateWithAllDemand: CalendarDate?
    /// Pump path and catheter; nil unless both are stated.
    public let deadVolume: Volume?
    public let deadVolumeUncertainty: Volume?
    /// How long the way through the dead volume takes at ``rate`` (plug flow); nil when stopped or unknown.
    public let transitTime: Duration?
    /// The same at the rig's prime rate.
    public let primeTime: Duration?
    /// Nil where nothing is to be bridged; what would be, where somebody declines.
    public internal(set) var bridge: BridgeFigures?
    /// Of the background alone, for every ceiling.
    public internal(set) var windowPeaks: [WindowPeak] = []
    /// Of the bridge and what lies before and after it, with the dead volume's uncertainty; empty without a bridge.
    public internal(set) var comingPeaks: [WindowPeak] = []

    init(of prescription: Prescription, plan: BackgroundPlan, rig: RigFacts) throws(QuantityError) {
        let admixture = prescription.admixture
        rate = plan.mean
        highestRate = plan.highest
        dailyDoses = try Self.doses(of: admixture, at: plan.mean)
        strokeInterval = try? rig.strokeVolume.time(at: plan.mean)
        let reservoir = prescription.reservoir
        let demand = try prescription.demandBolus.map { bolus throws(QuantityError) in
            try Self.bolus(bolus.dose, bolus.duration, perDay: bolus.allowedPerDay, of: admixture)
        }
        let usable = reservoir.fill - reservoir.reserve
        timeToReserve = try? usable.time(at: plan.usual)
        refillDate = Self.refillDate(of: reservoir, after: timeToReserve)
        var withDemand: FlowRate?
        if let demand {
            let perDay = try demand.volume.scaled(by: Int64(demand.perDay), over: 1, rounding: .up)
            withDemand = try plan.usual.adding(FlowRate(picolitersPerDay: perDay.picoliters))
        }
        timeToReserveWithAllDemand = withDemand.flatMap { try? usable.time(at: $0) }
        refillDateWithAllDemand =
            demand == nil ? nil : Self.refillDate(of: reservoir, after: timeToReserveWithAllDemand)
        self.demand = demand
        let dead = prescription.catheter?.deadVolume
        deadVolume = dead
        deadVolumeUncertainty = prescription.catheter?.deadVolumeUncertainty
        transitTime = dead.flatMap { try? $0.time(at: plan.mean) }
        primeTime = dead.flatMap { volume in rig.primeRate.flatMap { try? volume.time(at: $0) } }
        try describe(prescription)
    }

    private mutating func describe(_ prescription: Prescription) throws(QuantityError) {
        let admixture = prescription.admixture
        switch prescription.infusion {
        case .flex(let patterns):
            for pattern in patterns {
                let volume = try pattern.volume()
                let perDay = FlowRate(picolitersPerDay: volume.picoliters)
                dayTotals.append(
                    DayTotal(days: pattern.days, volume: volume, doses: try Self.doses(of: admixture, at: perDay)))
            }
        case .periodicBolus(let bolus):
            let day = Int128(Duration.day.nanoseconds)
            let most = WideArithmetic.divide(day, by: Int128(bolus.interval.nanoseconds), rounding: .up)
            periodic = try Self.bolus(bolus.dose, bolus.duration, perDay: Int(most), of: admixture)
        case .staircase(let staircase):
            let rates = staircase.rates
            let ofRates = (rates.ceiling - rates.start).picolitersPerDay
            let toCeiling = rates.step > .zero ? (ofRates - 1) / rates.step.picolitersPerDay + 1 : 0
            let inTime = (staircase.limit.nanoseconds - 1) / staircase.interval.nanoseconds
            risesOfStaircase = Int(ofRates > 0 ? min(toCeiling, inTime) : 0)
        case .simpleContinuous, .minimumRate, .stopped: break
        }
        if let ofTrial = prescription.trial?.injection {
            injection = try Self.bolus(ofTrial.dose, ofTrial.duration, perDay: 1, of: admixture)
        }
    }

    private static func doses(of admixture: Admixture, at rate: FlowRate) throws(QuantityError) -> [DailyDose] {
        var doses: [DailyDose] = []
        for drug in admixture.drugs {
            doses.append(DailyDose(drug: drug.name, rate: try rate.doseRate(at: drug.concentration)))
        }
        return doses
    }

    private static func bolus(
        _ dose: Mass, _ duration: Duration, perDay: Int, of admixture: Admixture
    ) throws(QuantityError) -> BolusFigures {
        let volume = try dose.volume(at: admixture.primary.concentration)
        return BolusFigures(
            volume: volume, duration: duration, rate: try volume.rate(over: duration), perDay: perDay,
            doses: try admixture.doses(from: volume, to: volume))
    }

    private static func refillDate(of reservoir: Reservoir, after time: Duration?) -> CalendarDate? {
        let emptied = time.flatMap {
            reservoir.fillDate?.adding(days: $0.nanoseconds / Duration.day.nanoseconds)
        }
        return [emptied, reservoir.expiryDate].compactMap { $0 }.min()
    }
}
