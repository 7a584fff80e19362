// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// `[limits]`: what the rig may do and how it may fail.
public struct RigLimits: Sendable, Hashable {
    /// What delivery does when the daemon starts again after it ended while delivering.
    public enum ResumeAfterRestart: String, CaseIterable, Sendable {
        case stopped
        case background
    }

    /// `late-edge`, 100 us to 1 s, default 2 ms: an edge later than this ends its stroke.
    public let lateEdge: Duration
    /// `max-uncertain`, 1 nL to 10 mL, default 100 uL: the most that may be uncertain after a crash: no grant is larger.
    public let maximumUncertain: Volume
    /// `max-rate`, required: the fastest that the mechanics deliver reliably.
    public let maximumRate: FlowRate
    /// `minimum-rate`, no default: the trickle of the minimum-rate mode. Figures in circulation are unverified.
    public let minimumRate: FlowRate?
    /// `prime-rate`, no default: without it the rig does not prime.
    public let primeRate: FlowRate?
    /// `pause-limit`, 1 min to 24 h, default 30 min: how long a pause lasts before it becomes a stop.
    public let pauseLimit: Duration
    /// `occlusion-pressure`, 1 to 500 kPa, default 69 kPa (10 psi, as ambulatory pumps alarm): the line is closed at this,
    /// whatever else is known.
    public let occlusionPressure: Pressure
    /// `delivery-tolerance`, 1 to 90 %, default 15 % (ISO 28620): how far a level sensor or a balance may say that delivery is
    /// off, besides what they may be off themselves.
    public let deliveryTolerance: Ratio
    /// `inlet-pressure`, below the ambient, default -7 kPa (1 psi): the reservoir does not give what is drawn.
    public let inletPressure: Pressure
    /// `temperature`, 20 to 150 degC, default 55 degC: from here on the pump pauses.
    public let temperature: Temperature
    /// `lowest-supply` and `highest-supply` of the motor; not watched where not stated.
    public let lowestSupply: Voltage?
    public let highestSupply: Voltage?
    /// `stopped-too-long`, 1 min to 30 days, default 48 h, as implanted pumps of one maker alarm: how long a pump may stand
    /// stopped before that is a condition (BR-W12).
    public let stoppedTooLong: Duration
    /// `trust-wall-clock`, default false: whether the wall clock's difference counts as elapsed time across a start of the
    /// machine, where the kernel held it to be synchronised before and after.
    public let trustWallClock: Bool
    /// `resume-after-restart`, default `"stopped"`.
    public let resumeAfterRestart: ResumeAfterRestart
    /// `allow-degraded-real-time`, default false: whether the pump may be armed without a real-time scheduling class.
    public let allowDegradedRealTime: Bool
    /// `external-gate`, default false: whether a circuit outside the board must also let the motor run.
    public let externalGate: Bool
    /// `test-rig`, default false: only instruments hang on it, and the daemon may be made to fail on purpose.
    public let isTestRig: Bool

    /// What a reservation covers at prime rate: `prime-rate` times this must not exceed `max-uncertain`.
    public static let primeReservation = Duration.second * 5

    static let rates = FlowRate(picolitersPerDay: 1)...FlowRate(picolitersPerDay: 100_000_000_000_000)

    init(reading table: DocumentTable) {
        lateEdge = table.quantity("late-edge", default: .millisecond * 2, within: .microsecond * 100 ... .second)
        maximumUncertain = table.quantity(
            "max-uncertain", default: Volume(picoliters: 100_000_000),
            within: Volume(picoliters: 1_000)...Volume(picoliters: 10_000_000_000))
        maximumRate = table.quantity("max-rate", within: Self.rates)
        minimumRate = table.optional("minimum-rate", within: Self.rates)
        primeRate = table.optional("prime-rate", within: Self.rates)
        pauseLimit = table.quantity("pause-limit", default: .minute * 30, within: .minute ... .day)
        deliveryTolerance = table.quantity(
            "delivery-tolerance", default: Ratio(partsPerMillion: 150_000),
            within: Ratio(partsPerMillion: 10_000)...Ratio(partsPerMillion: 900_000))
        inletPressure = table.quantity(
            "inlet-pressure", default: Pressure(pascals: -7_000),
            within: Pressure(pascals: -100_000)...Pressure(pascals: -100))
        temperature = table.measure(
            "temperature", default: Temperature(millidegrees: 55_000),
            within: Temperature(millidegrees: 20_000)...Temperature(millidegrees: 150_000))
        lowestSupply = table.optionalMeasure("lowest-supply", within: .zero...Voltage(millivolts: 100_000))
        highestSupply = table.optionalMeasure("highest-supply", within: .zero...Voltage(millivolts: 100_000))
        occlusionPressure = table.quantity(
            "occlusion-pressure", default: Pressure(pascals: 69_000),
            within: Pressure(pascals: 1_000)...Pressure(pascals: 500_000))
        stoppedTooLong = table.quantity("stopped-too-long", default: .hour * 48, within: .minute ... .day * 30)
        trustWallClock = table.boolean("trust-wall-clock", default: false)
        resumeAfterRestart = table.choice("resume-after-restart", default: .stopped)
        allowDegradedRealTime = table.boolean("allow-degraded-real-time", default: false)
        externalGate = table.boolean("external-gate", default: false)
        isTestRig = table.boolean("test-rig", default: false)
    }

    /// The bounds that hold between keys. Call it only where each key is sound.
    func check(_ table: DocumentTable) {
        if let minimumRate, minimumRate > maximumRate {
            table.report("\(minimumRate) is above max-rate, \(maximumRate)", at: "minimum-rate")
        }
        guard let primeRate else { return }
        if primeRate > maximumRate {
            table.report("\(primeRate) is above max-rate, \(maximumRate)", at: "prime-rate")
        }
        // Both bounds are within 10^14 pL/day and 10^10 pL: neither conversion can fail.
        guard let reserved = try? primeRate.volume(in: Self.primeReservation, rounding: .up),
            reserved > maximumUncertain, let allowed = try? maximumUncertain.rate(over: Self.primeReservation)
        else { return }
        table.report(
            "\(primeRate) is \(reserved) in \(Self.primeReservation), more than max-uncertain, \(maximumUncertain); "
                + "at most \(allowed) is possible with that", at: "prime-rate")
    }
}
