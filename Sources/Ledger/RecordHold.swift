// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities

/// Kept in a record that does not know all that was delivered: nothing moves until somebody who knows has said so, or until
/// no dose window and no lockout can reach back to the gap.
public struct RecordHold: Codable, Hashable, Sendable {
    /// Its name among the kept documents.
    public static let name = "record-hold"

    /// One sentence.
    public var why: String
    /// The pump time at which it ends by itself, in nanoseconds; nil: not by itself, or the next start says when.
    public var untilPumpNanoseconds: Int64?
    /// What the next start has still to do.
    public var pending: Pending?

    /// What a start does with a copy that was put back.
    public struct Pending: Codable, Hashable, Sendable {
        /// What was delivered at most since the copy was made, in picolitres; nil: nobody knows, it may be all that the
        /// reservoir held.
        public var deliveredPicoliters: Int64?
        /// How long nothing moves from that start on, in nanoseconds: its pump time may be far beyond the copy's.
        public var forNanoseconds: Int64

        public init(deliveredPicoliters: Int64?, forNanoseconds: Int64) {
            self.deliveredPicoliters = deliveredPicoliters
            self.forNanoseconds = forNanoseconds
        }
    }

    public init(why: String, untilPumpNanoseconds: Int64? = nil, pending: Pending? = nil) {
        self.why = why
        self.untilPumpNanoseconds = untilPumpNanoseconds
        self.pending = pending
    }

    /// Whether no time ends it: the record knows nothing at all of what was delivered.
    public var isEndless: Bool { untilPumpNanoseconds == nil && pending == nil }

    /// As it is once a start at this pump time has counted what was pending.
    public func counted(at pumpTime: Instant) -> RecordHold {
        guard let pending else { return self }
        return RecordHold(why: why, untilPumpNanoseconds: pumpTime.nanoseconds + pending.forNanoseconds)
    }

    /// With what this one still demands of it, for a copy that takes its place.
    func joined(by other: RecordHold, at pumpTime: Instant) -> RecordHold {
        guard let new = other.pending, holds(at: pumpTime) else { return other }
        let left = pending?.forNanoseconds ?? untilPumpNanoseconds.map { $0 - pumpTime.nanoseconds } ?? 0
        var both = other
        both.pending = Pending(
            deliveredPicoliters: new.deliveredPicoliters.flatMap { new in
                guard let pending else { return new }
                return pending.deliveredPicoliters.map { $0 + new }
            }, forNanoseconds: max(left, new.forNanoseconds))
        return both
    }

    /// From the kept documents; nil where there is none. One that cannot be read holds too.
    public init?(_ kept: [String: String]) {
        guard let text = kept[Self.name] else { return nil }
        self =
            (try? JSONDecoder().decode(Self.self, from: Data(text.utf8)))
            ?? RecordHold(why: "the record's own note on it cannot be read: \(text)")
    }

    public var kept: KeptValue {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Numbers and a text cannot fail to encode.
        let data = (try? encoder.encode(self)) ?? Data()
        return KeptValue(name: Self.name, value: String(decoding: data, as: UTF8.self))
    }

    /// What to do, one sentence.
    public func wayOut(at pumpTime: Instant) -> String {
        guard let untilPumpNanoseconds else {
            return
                "stop the daemon and put a copy back with cisterna restore; where nothing was delivered in the past day, "
                + "an empty state folder will do"
        }
        let hours = (untilPumpNanoseconds - pumpTime.nanoseconds) / Duration.hour.nanoseconds + 1
        return "possible in \(hours) h, or at once when cisterna restore is told what was delivered at most"
    }

    /// Whether nothing may move at this pump time.
    public func holds(at pumpTime: Instant) -> Bool {
        untilPumpNanoseconds.map { pumpTime.nanoseconds < $0 } ?? true
    }
}
