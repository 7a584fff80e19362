// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Ledger
import Quantities
import Transcript
import Varlink

/// The streams of the interfaces: the state as it changes, and the record as it grows.
struct ControlStreams: Sendable {
    let history: HistoryReader
    let changes: ChangeHub

    /// A stream says something at least this often: clients give up on silence.
    private static let heartbeat = 10
    /// Events fetched at a time.
    static let page = 200

    /// The full state first, then whenever it has changed, looked at once a second and at each event.
    func watch(_ service: PumpService, _ replies: ReplyStream) async throws -> JSONValue {
        var last: StatusMessage?
        var quiet = 0
        for await _ in changes.changes(every: .seconds(1)) {
            try Task.checkCancellation()
            let status = await service.status()
            if status.differs(from: last) {
                last = status
                quiet = 0
                try await replies.send(encoding: WatchReply(status: status))
            } else {
                quiet += 1
                if quiet.isMultiple(of: Self.heartbeat) {
                    try await replies.send(encoding: WatchReply(heartbeat: true))
                }
            }
        }
        return try JSONValue(encoding: WatchReply(status: await service.status()))
    }

    /// Events after a sequence number, and if asked those that come.
    func events(_ parameters: EventsParameters, _ replies: ReplyStream) async throws -> JSONValue {
        var (after, left) = try await beginning(parameters)
        var quiet = 0
        let stream = changes.changes(every: .seconds(1))
        for await _ in stream {
            while left > 0 {
                let (from, limit) = (after, Int(min(left, Int64(Self.page))))
                let found = try await page(parameters, after: from, limit: limit)
                for event in found {
                    try await replies.send(encoding: EventsReply(event: EventMessage(event)))
                    after = event.sequence
                }
                try await replies.drained()
                left -= Int64(found.count)
                quiet = found.isEmpty ? quiet + 1 : 0
                if found.count < limit { break }
            }
            guard parameters.follow == true, left > 0 else { break }
            if quiet > 0, quiet.isMultiple(of: Self.heartbeat) {
                try await replies.send(encoding: EventsReply(heartbeat: true))
            }
        }
        return try JSONValue(encoding: EventsReply())
    }

    private func page(_ parameters: EventsParameters, after: Int64, limit: Int) async throws -> [StoredEvent] {
        let query = try EventQuery(parameters)
        return try await history.run { try $0.events(after: after, limit: limit, query) }
    }

    /// After which event to begin, and how many to give: a limit alone means the last ones on record, and with `follow`
    /// it bounds those only, not what comes.
    private func beginning(_ parameters: EventsParameters) async throws -> (after: Int64, left: Int64) {
        let follows = parameters.follow == true
        guard let limit = parameters.limit, parameters.after == nil else {
            return (max(0, parameters.after ?? 0), follows ? Int64.max : parameters.limit ?? Int64.max)
        }
        let query = try EventQuery(parameters)
        let (first, end) = try await history.run { record in
            (try record.firstOfLast(limit, query), try record.totals().lastEntry)
        }
        return ((first ?? end + 1) - 1, follows ? Int64.max : limit)
    }
}

extension EventQuery {
    /// What a call asks for; throws which parameter is wrong.
    fileprivate init(_ parameters: EventsParameters) throws {
        self.init(
            kinds: parameters.kinds.map(Set.init),
            minimumSeverity: parameters.minimumSeverity.map(Severity.init) ?? .info,
            since: try WallTime.parse(parameters.since, of: "since"),
            until: try WallTime.parse(parameters.until, of: "until"))
    }
}

extension StatusMessage {
    /// Whether there is something new to see, clocks and counters of the process left aside.
    func differs(from other: StatusMessage?) -> Bool {
        guard var other else { return true }
        other.uptimeSeconds = uptimeSeconds
        other.realTime = realTime
        // What only time moves: clocks and times to go are told with whatever is news.
        other.ahead = ahead
        other.clock.shows = clock.shows
        other.clock.weekday = clock.weekday
        other.clock.aheadSeconds = clock.aheadSeconds
        other.refillDates = refillDates
        other.front = front
        if other.trial != nil { other.trial?.remainingSeconds = trial?.remainingSeconds }
        other.rig.speedReachedMilli = rig.speedReachedMilli
        other.prescribedSinceStartPicoliters = prescribedSinceStartPicoliters
        return self != other
    }
}

extension Severity {
    init(_ word: SeverityWord) {
        self =
            switch word {
            case .information: .info
            case .low: .low
            case .medium: .medium
            case .high: .high
            }
    }
}
