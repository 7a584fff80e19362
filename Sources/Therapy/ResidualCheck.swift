// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What was aspirated at a refill against what the account expected. Further off than 20 % of that or its uncertainty,
/// whichever is larger, pump or account is suspect.
///
/// The 20 % are those of an older SynchroMed: a drained volume further off its prediction makes the pump suspect
/// (78stepshealth.us, “Programmable Pump”).
public struct ResidualCheck: Codable, Hashable, Sendable {
    public static let share = Ratio(partsPerMillion: 200_000)

    public let expected: ExpectedResidual
    public let aspirated: Volume

    init(expected: ExpectedResidual, aspirated: Volume) {
        self.expected = expected
        self.aspirated = aspirated
    }

    /// How far the two are apart.
    public var difference: Volume {
        aspirated > expected.volume ? aspirated - expected.volume : expected.volume - aspirated
    }

    /// How far they may be.
    public var allowed: Volume {
        let part = Int128(expected.volume.picoliters) * Int128(Self.share.partsPerMillion) / 1_000_000
        return max(Volume(picoliters: Int64(part)), expected.uncertainty)
    }

    public var isWithin: Bool { difference <= allowed }

    /// The figures and the verdict; where it is off, what that may mean and whose rule it is.
    public var text: String {
        func milliliters(_ volume: Volume) -> String { volume.formatted(in: "mL", decimals: 3) }
        let figures =
            "aspirated \(milliliters(aspirated)), expected \(milliliters(expected.volume)) ± "
            + milliliters(expected.uncertainty)
        guard difference > .zero else { return "\(figures): as expected" }
        let way = aspirated > expected.volume ? "more" : "less"
        let off = "\(figures): \(milliliters(difference)) \(way)"
        guard !isWithin else { return "\(off), within the \(milliliters(allowed)) that it may be off" }
        let meaning =
            aspirated > expected.volume ? "less was delivered than counted" : "more was delivered than counted"
        return
            "\(off) than the \(milliliters(allowed)) that it may be off (20 % or the uncertainty, the larger; the rule of "
            + "an older SynchroMed, 78stepshealth.us): \(meaning), or the fill was not what was stated; check the "
            + "calibration before this pump is relied on"
    }
}
