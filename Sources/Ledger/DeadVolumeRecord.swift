// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities

/// ``DeadVolume`` in a ``TherapyRecord``; with no volume it is one that nobody stated.
struct DeadVolumeRecord: Hashable, Sendable, Codable {
    var volumePicoliters: Int64?
    var uncertaintyPicoliters: Int64?

    enum CodingKeys: String, CodingKey, CaseIterable { case volumePicoliters, uncertaintyPicoliters }

    init(_ dead: DeadVolume) {
        volumePicoliters = dead.isKnown ? dead.volume.picoliters : nil
        uncertaintyPicoliters = dead.isKnown ? dead.uncertainty.picoliters : nil
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseFields(besides: CodingKeys.self)
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        volumePicoliters = try fields.amountIfPresent(.volumePicoliters)
        uncertaintyPicoliters = try fields.amountIfPresent(.uncertaintyPicoliters)
        try fields.check(
            (volumePicoliters == nil) == (uncertaintyPicoliters == nil), .uncertaintyPicoliters,
            "a volume and its uncertainty come together or not at all")
    }

    var dead: DeadVolume {
        guard let volumePicoliters, let uncertaintyPicoliters else { return DeadVolume() }
        return DeadVolume(
            volume: Volume(picoliters: volumePicoliters), uncertainty: Volume(picoliters: uncertaintyPicoliters))
    }
}
