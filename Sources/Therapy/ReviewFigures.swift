// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What a prescription comes to on a rig.
public struct ReviewFigures: Hashable, Sendable {
    /// What a drug's background comes to.
    public struct DailyDose: Hashable, Sendable {
        public let drug: String
        /// Rounded down to a picogram a day.
        public let rate: DoseRate
    }

    /// The background; zero when stopped.
    public let rate: FlowRate
    /// Of each drug, in the order of the mixture.
    public let dailyDoses: [DailyDose]
    /// From one regular stroke to the next, rounded up; nil when stopped.
    public let strokeInterval: Duration?
    /// From the fill until the reserve is reached at this rate, without boluses; nil when stopped or beyond 292 years.
    public let timeToReserve: Duration?
    /// The earlier of that day and the last on which the mixture keeps, counted from the fill date.
    public let refillDate: CalendarDate?
    /// Pump path and catheter; nil unless both are stated.
    public let deadVolume: Volume?
    public let deadVolumeUncertainty: Volume?
    /// How long the way through the dead volume takes at this rate (plug flow); nil when stopped or unknown.
    public let transitTime: Duration?

    init(of prescription: Prescription, rate: FlowRate, rig: RigFacts) throws(QuantityError) {
        self.rate = rate
        var doses: [DailyDose] = []
        for drug in prescription.admixture.drugs {
            doses.append(DailyDose(drug: drug.name, rate: try rate.doseRate(at: drug.concentration)))
        }
        dailyDoses = doses
        strokeInterval = try? rig.strokeVolume.time(at: rate)
        let reservoir = prescription.reservoir
        let timeToReserve = try? (reservoir.fill - reservoir.reserve).time(at: rate)
        self.timeToReserve = timeToReserve
        let emptied = timeToReserve.flatMap {
            reservoir.fillDate?.adding(days: $0.nanoseconds / Duration.day.nanoseconds)
        }
        refillDate = [emptied, reservoir.expiryDate].compactMap { $0 }.min()
        deadVolume = prescription.catheter?.deadVolume
        deadVolumeUncertainty = prescription.catheter?.deadVolumeUncertainty
        transitTime = deadVolume.flatMap { try? $0.time(at: rate) }
    }
}
