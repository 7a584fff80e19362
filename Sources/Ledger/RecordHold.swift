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
    /// The pump time at which it ends by itself, in nanoseconds; nil: not by itself.
    public var untilPumpNanoseconds: Int64?
    /// What was delivered at most beyond what the record knows, in picolitres, where somebody has said so and the next start
    /// has still to count it.
    public var toCountPicoliters: Int64?

    public init(why: String, untilPumpNanoseconds: Int64? = nil, toCountPicoliters: Int64? = nil) {
        self.why = why
        self.untilPumpNanoseconds = untilPumpNanoseconds
        self.toCountPicoliters = toCountPicoliters
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
        // Three optional numbers and a text cannot fail to encode.
        let data = (try? encoder.encode(self)) ?? Data()
        return KeptValue(name: Self.name, value: String(decoding: data, as: UTF8.self))
    }

    /// What to do, one sentence.
    public func wayOut(at pumpTime: Instant) -> String {
        guard let untilPumpNanoseconds else {
            return "stop the daemon and put a copy back with cisterna restore"
        }
        let hours = (untilPumpNanoseconds - pumpTime.nanoseconds) / Duration.hour.nanoseconds + 1
        return "possible in \(hours) h, or at once when cisterna restore is told what was delivered at most"
    }

    /// Whether nothing may move at this pump time.
    public func holds(at pumpTime: Instant) -> Bool {
        untilPumpNanoseconds.map { pumpTime.nanoseconds < $0 } ?? true
    }
}
