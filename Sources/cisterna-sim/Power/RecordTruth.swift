// SPDX-License-Identifier: Apache-2.0
import Ledger
import PumpCore
import Quantities
import Transcript

/// What the record must hold, kept by whoever gives it something to hold: each call that returned, and those of which
/// nobody can say whether they are on disk.
struct RecordTruth {
    /// An entry that was given to the record.
    struct Entry: Hashable {
        var kind: String
        var core: Int64?
        /// Nil: whatever it says.
        var payload: String?
    }

    /// What a call meant, beside its entries.
    enum Effect {
        case begun(String)
        case finished(String, String)
        case ordered(number: Int64, request: String)
        case prescribed(Treatment)
        case kept(String?)
        /// The reservation, and by how much it may lie beyond what is settled.
        case reserved(StepCount, bound: Int64)
    }

    /// What is known of a request.
    enum Request: Equatable {
        case begun
        case finished(String)

        var outcome: String? { if case .finished(let outcome) = self { outcome } else { nil } }
    }

    /// What calls have come to.
    struct Known {
        var requests: [String: Request] = [:]
        var orders: [Int64: String] = [:]
        var treatment: Treatment?
        var kept: String?
        var reserved: StepCount
        var bound: Int64

        mutating func apply(_ submission: Submission) {
            for effect in submission.effects {
                switch effect {
                case .begun(let id): requests[id] = .begun
                case .finished(let id, let outcome): requests[id] = .finished(outcome)
                case .ordered(let number, let request): orders[number] = request
                case .prescribed(let treatment): self.treatment = treatment
                case .kept(let value): kept = value
                case .reserved(let limit, let bound):
                    reserved = limit
                    self.bound = bound
                }
            }
        }
    }

    struct Submission {
        var entries: [Entry]
        var effects: [Effect]
    }

    /// What the record says when it is asked now.
    private(set) var known: Known
    /// What it says after a power cut at least.
    private var durable: Known
    /// Calls that returned.
    private(set) var acknowledgements = 0

    /// Entries that were found whole after a restart and are durable, and a digest of them.
    private(set) var verified: Int64 = 0
    private(set) var digest: UInt64 = 0
    /// Given since, and on disk by the record's word.
    private var acknowledged: [Entry] = []
    /// What a restart has found beyond that: calls that failed and were there all the same. Durable with the next that
    /// returns.
    private var floating: [Submission] = []
    /// What may follow the acknowledged entries after a crash, beside nothing: calls that failed since.
    private var doubts: [[Submission]] = []

    /// What the reservation may be after the last ``verify(_:)``: a call of no entries may be there or not.
    private var reservations: [(limit: StepCount, bound: Int64)] = []

    /// Kinds that the record writes by itself, between those that it was given.
    private static let own: Set<String> = [
        "record-created", "record-migrated", "uncertain-settled", "entries-dropped", "snapshot-taken",
        "snapshot-failed", "telemetry-thinned",
    ]

    init(reserved: StepCount = .zero, bound: Int64 = 0, request: String? = nil, entries: [Entry] = []) {
        acknowledged = entries
        known = Known(reserved: reserved, bound: bound)
        if let request { known.requests[request] = .begun }
        durable = known
    }

    mutating func acknowledge(_ submission: Submission) {
        acknowledged += floating.flatMap(\.entries) + submission.entries
        known.apply(submission)
        durable = known
        floating = []
        doubts = []
        acknowledgements += 1
    }

    /// It failed: nothing of it is in the record, but all of it may be after a crash.
    mutating func doubt(_ submission: Submission) { doubts.append(floating + [submission]) }

    /// Holds what a restart finds against what must be there; what is wrong, or nil.
    mutating func verify(_ entries: [StoredEvent]) -> String? {
        for (offset, entry) in entries.enumerated() where entry.sequence != verified + Int64(offset) + 1 {
            return "entry \(verified + Int64(offset) + 1) is missing: \(entry.sequence) comes in its place"
        }
        let found = entries.filter { !Self.own.contains($0.kind) }
        for (number, wanted) in acknowledged.enumerated() {
            guard number < found.count else {
                return "\(acknowledged.count - found.count) acknowledged entries are lost, \(wanted.kind) first"
            }
            guard found[number].is(wanted) else {
                return "entry \(found[number].sequence) is \(found[number].kind), not the \(wanted.kind) given"
            }
        }
        return resolve(Array(found.dropFirst(acknowledged.count)))
    }

    /// What follows the acknowledged entries is what was in doubt, each call whole.
    private mutating func resolve(_ rest: [StoredEvent]) -> String? {
        known = durable
        floating = []
        let fitting = ([[]] + doubts).filter { calls in
            let given = calls.flatMap(\.entries)
            return given.count == rest.count && zip(rest, given).allSatisfy { $0.is($1) }
        }
        guard let which = fitting.last else {
            let first = rest.first.map { "\($0.sequence), \($0.kind)," } ?? "nowhere"
            return "\(rest.count) entries from \(first) are no whole call that was given"
        }
        reservations = fitting.map { calls in
            var after = durable
            calls.forEach { after.apply($0) }
            return (after.reserved, after.bound)
        }
        which.forEach { known.apply($0) }
        floating = which
        return nil
    }

    /// Takes the reservation that a restart finds; false where no call that may be there has made it.
    mutating func find(reserved: StepCount) -> Bool {
        guard let which = reservations.last(where: { $0.limit == reserved }) else { return false }
        known.reserved = which.limit
        known.bound = which.bound
        return true
    }

    /// The power was off: what was found (all that ``verify(_:)`` was given) is on disk, and nothing else. Otherwise the
    /// next power cut may take what was never acknowledged.
    mutating func becomeDurable(_ entries: [StoredEvent]) {
        for entry in entries { digest = Self.digest(digest, entry) }
        verified += Int64(entries.count)
        acknowledged = []
        durable = known
        floating = []
        doubts = []
    }

    /// The digest of entries from the first on.
    static func digest(of entries: [StoredEvent]) -> UInt64 { entries.reduce(0) { digest($0, $1) } }

    /// FNV-1a over what an entry says and when.
    private static func digest(_ before: UInt64, _ entry: StoredEvent) -> UInt64 {
        var hash = before ^ 0xCBF2_9CE4_8422_2325
        let text = "\(entry.sequence)|\(entry.kind)|\(entry.payload)|\(entry.at.wall.nanoseconds)|\(entry.at.bootId)"
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}

extension StoredEvent {
    fileprivate func `is`(_ entry: RecordTruth.Entry) -> Bool {
        kind == entry.kind && coreSequence == entry.core && (entry.payload.map { $0 == payload } ?? true)
    }
}
