// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Varlink

/// What a run record takes from the entries of the record, one after the other: a month has hundreds of thousands, and
/// only what is told of them is kept.
public struct RunEvents: Sendable {
    /// Kinds that matter although they lie before the span: what was in use, and what stood already.
    public static let kindsBefore = [
        "daemon-started", "condition-raised", "condition-acknowledged", "condition-cleared",
    ]

    let span: RunSpan
    private(set) var starts: [RunStart] = []
    private(set) var calibrations: [RunCalibration] = []
    private(set) var libraryDigest: String?
    private(set) var conditions: [RunCondition] = []
    private(set) var overrides: [RunOverride] = []
    private(set) var stops: [RunIncident] = []
    private(set) var uncertain: [RunUncertain] = []
    private(set) var clockSteps: [RunClockStep] = []
    private(set) var storage: [RunIncident] = []
    private(set) var notes: [RunIncident] = []
    private(set) var evidence: [String: RunEvidence] = [:]
    private(set) var count: Int64 = 0
    private(set) var untrusted: Int64 = 0
    /// Where in ``conditions`` the one of a name stands that has not ended.
    private var standing: [String: Int] = [:]
    private var lastSequence: Int64 = 0

    public init(span: RunSpan) { self.span = span }

    /// Takes the next entry. Entries come in the order of their numbers; one that was taken already is left out.
    public mutating func note(_ event: EventMessage) {
        guard event.sequence > lastSequence, let at = ReportTime(event.wallTime) else { return }
        lastSequence = event.sequence
        let isInSpan = span.contains(at)
        if isInSpan { tally(event) }
        switch event.kind {
        case "daemon-started": noteStart(event, at)
        case "condition-raised", "condition-acknowledged", "condition-cleared": noteCondition(event, at)
        default: if isInSpan { noteInSpan(event, at) }
        }
    }

    private mutating func tally(_ event: EventMessage) {
        count += 1
        if !event.wallTimeTrusted { untrusted += 1 }
        for requirement in event.requirements {
            var found =
                evidence[requirement]
                ?? RunEvidence(
                    requirement: requirement, entries: 0, firstEntry: event.sequence, lastEntry: event.sequence)
            found.entries += 1
            found.lastEntry = event.sequence
            evidence[requirement] = found
        }
    }

    private mutating func noteInSpan(_ event: EventMessage, _ at: ReportTime) {
        let payload = event.payload
        switch event.kind {
        case "soft-limit-overridden":
            let text = { (field: String) in payload[field]?.text ?? "" }
            overrides.append(
                RunOverride(
                    at: at, name: text("name"), reason: text("reason"), field: text("field"), asked: text("asked"),
                    limit: text("limit"), source: text("source")))
        case "state-changed":
            // Of the ways to stand still those that somebody should know of.
            let isStop = ["stopped", "failed", "paused"].contains(payload["to"]?.text)
            // Each start ends its self-test so.
            let isUsual = payload["from"]?.text == "self-test" && payload["to"]?.text == "stopped"
            guard isStop, !isUsual else { return }
            stops.append(incident(event, at, Self.stopText(payload)))
        case "uncertain-settled":
            uncertain.append(
                RunUncertain(
                    at: at, pulses: payload["pulses"]?.number ?? 0,
                    picoliters: (payload["volumePicoliters"]?.number ?? 0)
                        + (payload["beyondRecordPicoliters"]?.number ?? 0)
                ))
        case "wall-clock-stepped":
            clockSteps.append(RunClockStep(at: at, nanoseconds: payload["byNanoseconds"]?.number ?? 0))
        case "entries-dropped", "record-check-failed", "record-created", "record-missing", "record-quarantined",
            "record-restored", "snapshot-failed", "telemetry-lost":
            storage.append(incident(event, at, event.text))
        case "annotation", "fault-injected", "supervisor-tripped", "hard-limit-refused", "bridge-declined",
            "part-replaced":
            notes.append(incident(event, at, event.text))
        default: break
        }
    }

    private mutating func noteStart(_ event: EventMessage, _ at: ReportTime) {
        let payload = event.payload
        let id = payload["calibration"]?.text ?? ""
        if let index = calibrations.firstIndex(where: { $0.id == id }) {
            calibrations.append(calibrations.remove(at: index))
        } else {
            calibrations.append(RunCalibration(id: id, firstUsed: at))
        }
        calibrations[calibrations.count - 1].uncertaintyMicro = payload["calibrationUncertaintyMicro"]?.number
        libraryDigest = payload["libraryDigest"]?.text
        // What was in use before the span went on into it: the last one only.
        if let since = span.since, at < since { calibrations = calibrations.suffix(1) }
        guard span.contains(at) else { return }
        starts.append(
            RunStart(
                at: at, version: payload["version"]?.text ?? "", rigDigest: payload["rigDigest"]?.text ?? "",
                calibration: id, isRestart: payload["isRestart"] == true))
    }

    private mutating func noteCondition(_ event: EventMessage, _ at: ReportTime) {
        guard at < span.until, let name = event.payload["condition"]?.text else { return }
        switch event.kind {
        case "condition-raised":
            // Raised again while it stands: one condition still.
            guard standing[name] == nil else { return }
            let title = ConditionName.condition(named: name).map(ConditionText.title) ?? name
            standing[name] = conditions.count
            conditions.append(
                RunCondition(name: name, title: title, severity: ReportSeverity(event.severity), raisedAt: at))
        case "condition-acknowledged":
            guard let index = standing[name], conditions[index].acknowledgedAt == nil else { return }
            conditions[index].acknowledgedAt = at
        default:
            guard let index = standing.removeValue(forKey: name) else { return }
            conditions[index].clearedAt = at
        }
    }

    private func incident(_ event: EventMessage, _ at: ReportTime, _ text: String) -> RunIncident {
        RunIncident(
            at: at, entry: event.sequence, kind: event.kind, severity: ReportSeverity(event.severity), text: text)
    }

    /// `delivering to stopped: stop (socket)`.
    private static func stopText(_ payload: JSONValue) -> String {
        let text = { (field: String) in payload[field]?.text }
        let detail = (text("origin") ?? text("condition")).map { " (\($0))" } ?? ""
        return "\(text("from") ?? "?") to \(text("to") ?? "?"): \(text("cause") ?? "?")\(detail)"
    }
}

extension ReportSeverity {
    init(_ severity: SeverityWord) {
        self =
            switch severity {
            case .information: .note
            case .low: .low
            case .medium: .medium
            case .high: .high
            }
    }
}
