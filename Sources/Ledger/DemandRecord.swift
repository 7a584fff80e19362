// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// ``DemandHistory`` in a ``TherapyRecord``; instants are of pump time.
struct DemandRecord: Hashable, Sendable, Codable {
    /// The latest first.
    var startsNanoseconds: [Int64]
    var lastEndNanoseconds: Int64?

    enum CodingKeys: String, CodingKey, CaseIterable { case startsNanoseconds, lastEndNanoseconds }

    init(_ history: DemandHistory) {
        startsNanoseconds = (0..<DemandRules.mostPerDay).compactMap { history.start($0)?.nanoseconds }
        lastEndNanoseconds = history.lastEnd?.nanoseconds
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseFields(besides: CodingKeys.self)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let starts = try fields.decode([Int64].self, forKey: .startsNanoseconds)
        try fields.check(
            starts.count <= DemandRules.mostPerDay, .startsNanoseconds,
            "\(starts.count) starts, at most \(DemandRules.mostPerDay) are kept")
        try fields.check(starts.allSatisfy { $0 >= 0 }, .startsNanoseconds, "one is below zero")
        try fields.check(
            zip(starts, starts.dropFirst()).allSatisfy { $0 >= $1 }, .startsNanoseconds, "the latest must come first")
        startsNanoseconds = starts
        lastEndNanoseconds = try fields.amountIfPresent(.lastEndNanoseconds)
    }

    var history: DemandHistory {
        DemandHistory(
            starts: startsNanoseconds.map(Instant.init(nanoseconds:)),
            lastEnd: lastEndNanoseconds.map(Instant.init(nanoseconds:)))
    }
}
