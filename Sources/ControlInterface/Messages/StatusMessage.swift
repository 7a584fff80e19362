// SPDX-License-Identifier: Apache-2.0

/// Everything that there is to show; the fields are explained in `io.cisterna.Pump`.
public struct StatusMessage: Codable, Sendable, Equatable {
    public var pump: String
    public var version: String
    public var notice: String
    public var uptimeSeconds: Int64
    public var state: StateWord
    public var recorded: Bool
    public var rig: RigMessage
    public var prescription: PrescriptionMessage?
    public var programRateNanolitersPerDay: Int64
    public var rateNanolitersPerDay: Int64
    public var maximumRateNanolitersPerDay: Int64
    public var safeRate: Bool
    public var deliveredOnRecord: VolumeIntervalMessage
    public var deliveredSinceStart: VolumeIntervalMessage
    public var prescribedSinceStartPicoliters: Int64
    public var strokes: Int64
    public var odometerForwardPulses: Int64
    public var odometerReversePulses: Int64
    public var grantPulses: Int64
    public var reservoir: ReservoirMessage?
    public var refillDates: RefillDatesMessage?
    public var refill: RefillMessage?
    public var bolus: BolusMessage?
    public var suspendedBolus: BolusMessage?
    public var bridge: BridgeMessage?
    public var clock: ClockMessage
    public var doses: [DoseMessage]
    public var ahead: [TipDoseMessage]
    public var front: FrontMessage?
    public var trial: TrialMessage?
    public var service: ServiceLifeMessage?
    public var pressurePascals: Int64?
    public var rotorCounts: Int64?
    public var phaseKnown: Bool
    public var alarms: [AlarmMessage]
    public var realTime: RealTimeMessage

    public init(
        pump: String, version: String, notice: String, uptimeSeconds: Int64, state: StateWord, recorded: Bool,
        rig: RigMessage, prescription: PrescriptionMessage? = nil, programRateNanolitersPerDay: Int64,
        rateNanolitersPerDay: Int64, maximumRateNanolitersPerDay: Int64, safeRate: Bool,
        deliveredOnRecord: VolumeIntervalMessage, deliveredSinceStart: VolumeIntervalMessage,
        prescribedSinceStartPicoliters: Int64, strokes: Int64, odometerForwardPulses: Int64,
        odometerReversePulses: Int64, grantPulses: Int64, reservoir: ReservoirMessage? = nil,
        refillDates: RefillDatesMessage? = nil, refill: RefillMessage? = nil, bolus: BolusMessage? = nil,
        suspendedBolus: BolusMessage? = nil, bridge: BridgeMessage? = nil, clock: ClockMessage, doses: [DoseMessage],
        ahead: [TipDoseMessage] = [],
        front: FrontMessage? = nil, trial: TrialMessage? = nil, service: ServiceLifeMessage? = nil,
        pressurePascals: Int64? = nil, rotorCounts: Int64? = nil, phaseKnown: Bool, alarms: [AlarmMessage],
        realTime: RealTimeMessage
    ) {
        self.pump = pump
        self.version = version
        self.notice = notice
        self.uptimeSeconds = uptimeSeconds
        self.state = state
        self.recorded = recorded
        self.rig = rig
        self.prescription = prescription
        self.programRateNanolitersPerDay = programRateNanolitersPerDay
        self.rateNanolitersPerDay = rateNanolitersPerDay
        self.maximumRateNanolitersPerDay = maximumRateNanolitersPerDay
        self.safeRate = safeRate
        self.deliveredOnRecord = deliveredOnRecord
        self.deliveredSinceStart = deliveredSinceStart
        self.prescribedSinceStartPicoliters = prescribedSinceStartPicoliters
        self.strokes = strokes
        self.odometerForwardPulses = odometerForwardPulses
        self.odometerReversePulses = odometerReversePulses
        self.grantPulses = grantPulses
        self.reservoir = reservoir
        self.refillDates = refillDates
        self.refill = refill
        self.bolus = bolus
        self.suspendedBolus = suspendedBolus
        self.bridge = bridge
        self.clock = clock
        self.doses = doses
        self.ahead = ahead
        self.front = front
        self.trial = trial
        self.service = service
        self.pressurePascals = pressurePascals
        self.rotorCounts = rotorCounts
        self.phaseKnown = phaseKnown
        self.alarms = alarms
        self.realTime = realTime
    }
}
