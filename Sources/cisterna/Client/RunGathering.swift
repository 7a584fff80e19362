// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Report
import Synchronization
import Varlink

/// Asks the daemon for all that a run record is made of.
struct RunGathering: Sendable {
    let client: PumpClient
    let now: ReportTime

    /// Back to when telemetry is asked for besides: one row before the span says what the odometer showed at its begin.
    private static let before: Int64 = 2 * 86_400_000

    func sources(since: ReportTime?, until: ReportTime?) async throws -> RunSources {
        let last = until == nil ? try await lastMoment() : nil
        let end = until ?? last ?? now
        let span = RunSpan(since: since, until: end)
        // The prescription is a programmer's to ask for; the record is an observer's.
        let interrogation = try await ifPermitted { try await client.call(.interrogate, as: InterrogateReply.self) }
        let from = since.map { ReportTime(milliseconds: $0.milliseconds - Self.before) }
        // What is summed up is asked for last: it covers at least all that is told.
        let events = try await events(span)
        let telemetry = try await all(
            .telemetry, SpanParameters(since: from?.text, until: end.text), "row", as: TelemetryMessage.self)
        let boluses = try await all(
            .boluses, SpanParameters(since: since?.text, until: end.text), "bolus", as: RecordedBolusMessage.self)
        let prescriptions = try await all(
            .prescriptions, EmptyMessage(), "prescription", as: RecordedPrescriptionMessage.self)
        return RunSources(
            madeAt: now, span: span, analyserVersion: CisternaVersion.text,
            status: try await client.call(.status, as: StatusReply.self).status, interrogation: interrogation,
            totals: try await client.call(.totals, as: TotalsReply.self),
            verification: try await client.verifying.call(.verify, as: VerifyReply.self),
            events: events, telemetry: telemetry, boluses: boluses, prescriptions: prescriptions)
    }

    /// Past the last entry, whatever this machine's clock says of the other one's.
    private func lastMoment() async throws -> ReportTime {
        let last = try await all(.events, EventsParameters(limit: 1), "event", as: EventMessage.self).last
        guard let at = last.flatMap({ ReportTime($0.wallTime) }) else { return now }
        return max(now, ReportTime(milliseconds: at.milliseconds + 1_000))
    }

    /// What stood before the span, then all in it.
    private func events(_ span: RunSpan) async throws -> RunEvents {
        let events = Mutex(RunEvents(span: span))
        if let since = span.since {
            let earlier = EventsParameters(kinds: RunEvents.kindsBefore, until: since.text)
            try await each(.events, earlier, "event") { (event: EventMessage) in events.withLock { $0.note(event) } }
        }
        let within = EventsParameters(since: span.since?.text, until: span.until.text)
        try await each(.events, within, "event") { (event: EventMessage) in events.withLock { $0.note(event) } }
        return events.withLock { $0 }
    }

    private func all<Message: Decodable & Sendable>(
        _ method: ControlMethod, _ parameters: some Encodable, _ member: String, as message: Message.Type
    ) async throws -> [Message] {
        let found = Mutex<[Message]>([])
        try await each(method, parameters, member) { (message: Message) in found.withLock { $0.append(message) } }
        return found.withLock { $0 }
    }

    private func each<Message: Decodable & Sendable>(
        _ method: ControlMethod, _ parameters: some Encodable, _ member: String,
        _ take: @escaping @Sendable (Message) -> Void
    ) async throws {
        try await client.stream(method, parameters) { reply in
            guard let value = reply[member], value != .null else { return true }
            take(try value.printable.decode(Message.self))
            return true
        }
    }

    private func ifPermitted<Reply>(_ call: () async throws -> Reply) async throws -> Reply? {
        do {
            return try await call()
        } catch let error as CallError where error.name == CallError.permissionDenied.name {
            return nil
        }
    }
}
