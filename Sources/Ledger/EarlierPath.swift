// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What the path was, once it is otherwise: plugs that left it count in the dose windows for as long as those last.
struct EarlierPath: Hashable, Sendable, Codable {
    var path: PathRecord
    /// The forward volume up to which the path was surely this one; the next one's begins there at the earliest.
    var surelyUntilPicoliters: Int64
    /// The forward volume from which on it surely was no more.
    var untilPicoliters: Int64

    enum CodingKeys: String, CodingKey, CaseIterable { case path, surelyUntilPicoliters, untilPicoliters }

    init(_ path: PathRecord, surelyUntil: Volume, until: Volume) {
        self.path = path
        surelyUntilPicoliters = surelyUntil.picoliters
        untilPicoliters = until.picoliters
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseFields(besides: CodingKeys.self)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        path = try fields.decode(PathRecord.self, forKey: .path)
        surelyUntilPicoliters = try fields.amount(.surelyUntilPicoliters)
        untilPicoliters = try fields.amount(.untilPicoliters)
        try fields.check(
            untilPicoliters >= surelyUntilPicoliters, .untilPicoliters,
            "\(untilPicoliters) is before \(surelyUntilPicoliters), up to where it surely was")
    }
}
