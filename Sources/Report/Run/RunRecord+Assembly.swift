// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Quantities
import TOMLDocument
import Therapy

extension RunRecord {
    /// Draws the record up. The same sources give the same record.
    public init(_ sources: RunSources) {
        let span = sources.span
        let events = sources.events
        let prescriptions = Self.prescriptions(sources.prescriptions, in: span)
        let rows = sources.telemetry.compactMap(RunSample.init)
        let samples = rows.filter { span.contains($0.at) }
        let before = span.since.flatMap { since in rows.last { $0.at < since }?.forward }
        let volumes = RunVolumes(
            samples: samples, before: before ?? Self.atBegin(sources), uncertain: events.uncertain,
            prescriptions: prescriptions, bounds: Self.bounds(sources))
        self.init(
            notice: BenchNotice.text, madeAt: sources.madeAt, span: span, identity: RunIdentity(sources),
            ledger: RunLedger(sources), prescriptions: prescriptions, limits: Self.limits(sources),
            overrides: events.overrides, delivered: RunDelivered(sources, volumes.days, samples), days: volumes.days,
            doses: volumes.doses, boluses: sources.boluses.map(RunBolus.init),
            conditions: events.conditions.filter { condition in
                // What ended before the span is no part of it.
                span.since.map { since in condition.clearedAt.map { $0 >= since } ?? true } ?? true
            },
            stops: events.stops, starts: events.starts, uncertain: events.uncertain, clockSteps: events.clockSteps,
            storage: events.storage, notes: events.notes,
            evidence: events.evidence.values.sorted { $0.requirement < $1.requirement }, samples: samples)
    }

    /// Those committed in the span, and the one before them.
    private static func prescriptions(
        _ messages: [RecordedPrescriptionMessage], in span: RunSpan
    ) -> [RunPrescription] {
        let all = messages.compactMap(RunPrescription.init).sorted { $0.revision < $1.revision }
            .filter { $0.committedAt < span.until }
        guard let since = span.since else { return all }
        let first = all.lastIndex { $0.committedAt < since } ?? 0
        return Array(all.dropFirst(first))
    }

    /// A record that began within the span began with nothing delivered.
    private static func atBegin(_ sources: RunSources) -> Int64? {
        guard sources.totals.firstEntry == 1, let began = sources.totals.began.flatMap({ ReportTime($0) }) else {
            return nil
        }
        return sources.span.since.map { $0 <= began } ?? true ? 0 : nil
    }

    /// The calibration's own uncertainty; at least what the pump's own bounds come to.
    private static func bounds(_ sources: RunSources) -> RunVolumes.Bounds {
        let calibration = sources.events.calibrations.compactMap(\.uncertaintyMicro).max() ?? 0
        let total = sources.totals.delivered
        let proven = total.nominalPicoliters - sources.totals.unprovenPicoliters
        let share = { (part: Int64, whole: Int64) in
            whole > 0 ? RunVolumes.product(max(0, part), 1_000_000, over: whole) : 0
        }
        return RunVolumes.Bounds(
            below: min(1_000_000, max(calibration, share(proven - total.lowerPicoliters, proven))),
            above: max(
                calibration, share(total.upperPicoliters - total.nominalPicoliters, total.nominalPicoliters)))
    }

    private static func limits(_ sources: RunSources) -> [RunLimit] {
        guard let interrogation = sources.interrogation else {
            let rate = FlowRate(
                picolitersPerDay: RunVolumes.product(sources.status.maximumRateNanolitersPerDay, 1_000, over: 1))
            return [RunLimit(name: "maximum rate (the lowest of rig and prescription)", text: rate.description)]
        }
        return interrogation.limits.map { RunLimit(name: $0.name, text: $0.text) }
            + [
                RunLimit(
                    name: "smallest bolus",
                    text: Volume(picoliters: RunVolumes.product(interrogation.minimumBolusNanoliters, 1_000, over: 1))
                        .description),
                RunLimit(name: "stroke", text: Volume(picoliters: interrogation.strokePicoliters).description),
            ]
    }
}

extension RunIdentity {
    fileprivate init(_ sources: RunSources) {
        let status = sources.status
        self.init(
            pump: status.pump, rigName: status.rig.name, rigDigest: status.rig.digest,
            isSimulated: status.rig.kind == .simulated, speedUp: status.rig.speedUp, daemonVersion: status.version,
            analyserVersion: sources.analyserVersion, calibrations: sources.events.calibrations,
            libraryDigest: sources.events.libraryDigest)
    }
}

extension RunLedger {
    fileprivate init(_ sources: RunSources) {
        let totals = sources.totals
        self.init(
            schema: totals.schema, began: totals.began.flatMap { ReportTime($0) }, firstEntry: totals.firstEntry,
            lastEntry: totals.lastEntry, lastHash: totals.lastHash, entriesInSpan: sources.events.count,
            untrustedTimes: sources.events.untrusted, isWhole: sources.verification?.whole,
            broken: sources.verification?.broken.map { "entry \($0.sequence): \($0.text)" })
    }
}

extension RunDelivered {
    fileprivate init(_ sources: RunSources, _ days: [RunDay], _ samples: [RunSample]) {
        let totals = sources.totals
        let missing = zip(samples, samples.dropFirst()).map { max(0, $1.minute - $0.minute - $0.minutes) }
        self.init(
            inSpan: days.isEmpty ? nil : days.map(\.delivered).reduce(.zero, +),
            askedInSpan: days.isEmpty ? nil : days.map(\.asked).reduce(0, +),
            missingMinutes: missing.reduce(0, +),
            onRecord: RunInterval(
                lower: totals.delivered.lowerPicoliters, nominal: totals.delivered.nominalPicoliters,
                upper: totals.delivered.upperPicoliters),
            unproven: totals.unprovenPicoliters, reverse: totals.reversePicoliters,
            forwardPulses: totals.forwardPulses, reversePulses: totals.reversePulses)
    }
}

extension RunPrescription {
    /// Nil without a time.
    fileprivate init?(_ message: RecordedPrescriptionMessage) {
        guard let committedAt = ReportTime(message.committedAt) else { return nil }
        let read: Prescription?
        do throws(DocumentErrors) {
            read = try Prescription(parsing: message.text, file: "revision \(message.revision)")
        } catch {
            // Of another version: told as it stands, without its doses.
            read = nil
        }
        self.init(
            revision: message.revision, name: read?.name, digest: message.digest, rigDigest: message.rigDigest,
            operatorName: message.operator, reason: message.reason, committedAt: committedAt,
            fillNumber: message.fillNumber, text: message.text,
            drugs: read?.admixture.drugs.map {
                Drug(name: $0.name, picogramsPerMicroliter: $0.concentration.picogramsPerMicroliter)
            } ?? [], maximumPicolitersPerDay: read?.maximumRate?.picolitersPerDay)
    }
}

extension RunBolus {
    fileprivate init(_ message: RecordedBolusMessage) {
        let picoliters = { (nanoliters: Int64) in RunVolumes.product(nanoliters, 1_000, over: 1) }
        self.init(
            number: message.bolusId, kind: message.kind.rawValue, state: message.state.rawValue,
            ordered: picoliters(message.orderedNanoliters),
            deliveredLower: picoliters(message.deliveredLowerNanoliters),
            deliveredUpper: picoliters(message.deliveredUpperNanoliters), durationSeconds: message.durationSeconds,
            orderedAt: message.orderedAt.flatMap { ReportTime($0) }, endedAt: message.endedAt.flatMap { ReportTime($0) }
        )
    }
}

extension RunSample {
    /// Nil without a time.
    fileprivate init?(_ message: TelemetryMessage) {
        guard let at = ReportTime(message.wallTime) else { return nil }
        self.init(
            at: at, minute: message.minute, minutes: message.minutes, state: message.state.rawValue,
            picolitersPerDay: RunVolumes.product(message.rateNanolitersPerDay, 1_000, over: 1),
            forward: message.forwardPicoliters,
            remaining: message.remainingNanoliters.map { RunVolumes.product($0, 1_000, over: 1) },
            lowestPascals: message.lowestPressurePascals, meanPascals: message.meanPressurePascals,
            highestPascals: message.highestPressurePascals)
    }
}
