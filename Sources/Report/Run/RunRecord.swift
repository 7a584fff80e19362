// SPDX-License-Identifier: Apache-2.0

/// What a run was, for whoever files it: who and what ran, under which prescriptions and limits, what was delivered and
/// within which bounds, and everything that went otherwise (BR-R05). Volumes are in picolitres, masses in picograms.
public struct RunRecord: Codable, Hashable, Sendable {
    /// What is said of every run: that it was one of a bench (BR-S10).
    public var notice: String
    public var madeAt: ReportTime
    public var span: RunSpan
    public var identity: RunIdentity
    public var ledger: RunLedger
    /// Those in force at any time of the span, the first one first.
    public var prescriptions: [RunPrescription]
    public var limits: [RunLimit]
    public var overrides: [RunOverride]
    public var delivered: RunDelivered
    public var days: [RunDay]
    public var doses: [RunDose]
    public var boluses: [RunBolus]
    /// Those that stood at any time of the span.
    public var conditions: [RunCondition]
    public var stops: [RunIncident]
    public var starts: [RunStart]
    public var uncertain: [RunUncertain]
    public var clockSteps: [RunClockStep]
    /// What befell the record itself, the dropping of old entries included.
    public var storage: [RunIncident]
    public var notes: [RunIncident]
    public var evidence: [RunEvidence]
    public var samples: [RunSample]
}
