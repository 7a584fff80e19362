// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// ``PathContents/Plug`` in a ``TherapyRecord``.
struct PlugRecord: Hashable, Sendable, Codable {
    var earliestPicoliters: Int64
    var latestPicoliters: Int64
    /// By slot.
    var picogramsPerMicroliter: [Int64]
    var isUnknown: Bool

    enum CodingKeys: String, CodingKey, CaseIterable {
        case earliestPicoliters, latestPicoliters, picogramsPerMicroliter, isUnknown
    }

    init(_ plug: PathContents.Plug) {
        earliestPicoliters = plug.earliest.picoliters
        latestPicoliters = plug.latest.picoliters
        picogramsPerMicroliter = (0..<DrugMixture.capacity).map { plug.mixture[$0].picogramsPerMicroliter }
        isUnknown = plug.isUnknown
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseFields(besides: CodingKeys.self)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        earliestPicoliters = try fields.amount(.earliestPicoliters)
        latestPicoliters = try fields.amount(.latestPicoliters)
        try fields.check(
            latestPicoliters >= earliestPicoliters, .latestPicoliters,
            "\(latestPicoliters) is before the earliest, \(earliestPicoliters)")
        picogramsPerMicroliter = try fields.decode([Int64].self, forKey: .picogramsPerMicroliter)
        try fields.check(
            picogramsPerMicroliter.count == DrugMixture.capacity, .picogramsPerMicroliter,
            "\(picogramsPerMicroliter.count) concentrations, there are \(DrugMixture.capacity) slots")
        try fields.check(
            picogramsPerMicroliter.allSatisfy { $0 >= 0 }, .picogramsPerMicroliter, "one is below zero")
        isUnknown = try fields.decode(Bool.self, forKey: .isUnknown)
    }

    var plug: PathContents.Plug {
        var mixture = DrugMixture()
        for (slot, amount) in picogramsPerMicroliter.enumerated() {
            mixture[slot] = Concentration(picogramsPerMicroliter: amount)
        }
        return PathContents.Plug(
            earliest: Volume(picoliters: earliestPicoliters), latest: Volume(picoliters: latestPicoliters),
            mixture: mixture, isUnknown: isUnknown)
    }
}
