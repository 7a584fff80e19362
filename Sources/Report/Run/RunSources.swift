// SPDX-License-Identifier: Apache-2.0
import ControlInterface

/// What a run record is made of: replies of the interfaces, gathered by whoever can ask for them.
public struct RunSources: Sendable {
    public var madeAt: ReportTime
    public var span: RunSpan
    public var analyserVersion: String
    public var status: StatusMessage
    /// Nil for who may not interrogate the pump.
    public var interrogation: InterrogateReply?
    public var totals: TotalsReply
    public var verification: VerifyReply?
    public var events: RunEvents
    /// In their order; one before the span gives what the odometer showed at its begin.
    public var telemetry: [TelemetryMessage]
    public var boluses: [RecordedBolusMessage]
    public var prescriptions: [RecordedPrescriptionMessage]

    public init(
        madeAt: ReportTime, span: RunSpan, analyserVersion: String, status: StatusMessage,
        interrogation: InterrogateReply? = nil, totals: TotalsReply, verification: VerifyReply? = nil,
        events: RunEvents, telemetry: [TelemetryMessage] = [], boluses: [RecordedBolusMessage] = [],
        prescriptions: [RecordedPrescriptionMessage] = []
    ) {
        self.madeAt = madeAt
        self.span = span
        self.analyserVersion = analyserVersion
        self.status = status
        self.interrogation = interrogation
        self.totals = totals
        self.verification = verification
        self.events = events
        self.telemetry = telemetry
        self.boluses = boluses
        self.prescriptions = prescriptions
    }
}
