// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TOMLDocument

/// `[catheter]`: the way from the reservoir to the tip. The whole table may be left out; then the dead volume is unknown.
public struct Catheter: Hashable, Sendable {
    /// `length`, 1 mm to 10 m, with `volume-per-length`.
    public let length: Length?
    /// `volume-per-length`, up to 1 mL/cm.
    public let volumePerLength: VolumePerLength?
    /// `volume` of the catheter, as stated or as the product of the two, rounded up.
    public let volume: Volume?
    /// `pump-path`: the volume from reservoir to catheter.
    public let pumpPath: Volume?
    /// `volume-uncertainty`, of the catheter's volume, 0 to 50 %, default 0.
    public let volumeUncertainty: Ratio
    /// `pump-path-uncertainty`, 0 to 50 %, default 0.
    public let pumpPathUncertainty: Ratio
    /// `tip`: level and position, in free words.
    public let tip: String?

    init(reading table: DocumentTable) {
        let volumes = Volume.zero...Volume(picoliters: 100_000_000_000)
        let halves = Ratio.zero...Ratio(partsPerMillion: 500_000)
        let length: Length? = table.optionalMeasure(
            "length", within: Length(nanometers: 1_000_000)...Length(nanometers: 10_000_000_000))
        let volumePerLength: VolumePerLength? = table.optionalMeasure(
            "volume-per-length",
            within: VolumePerLength(picolitersPerMeter: 1)...VolumePerLength(picolitersPerMeter: 100_000_000_000))
        let stated: Volume? = table.optional("volume", within: volumes)
        if table.has("volume"), table.has("volume-per-length") {
            table.report("give the volume or the volume per length, not both", at: "volume-per-length")
        }
        if table.has("volume-per-length"), !table.has("length") {
            table.report("needs the length too", at: "volume-per-length")
        }
        var volume = stated
        if let length, let volumePerLength {
            // nm x pL/m is in 10^-9 pL. Up, since what may still be in the line counts.
            let product = WideArithmetic.divide(
                Int128(length.nanometers) * Int128(volumePerLength.picolitersPerMeter), by: 1_000_000_000,
                rounding: .up)
            volume = Volume(picoliters: Int64(clamping: product))
        }
        self.length = length
        self.volumePerLength = volumePerLength
        self.volume = volume
        pumpPath = table.optional("pump-path", within: volumes)
        volumeUncertainty = table.quantity("volume-uncertainty", default: .zero, within: halves)
        pumpPathUncertainty = table.quantity("pump-path-uncertainty", default: .zero, within: halves)
        tip = table.optionalText("tip")
    }

    /// Pump path and catheter together; nil unless both are known.
    public var deadVolume: Volume? {
        guard let volume, let pumpPath else { return nil }
        return volume + pumpPath
    }

    /// How far ``deadVolume`` may be off: both uncertainties, added up.
    public var deadVolumeUncertainty: Volume? {
        guard let volume, let pumpPath,
            let ofVolume = try? volume.scaled(
                by: volumeUncertainty.partsPerMillion, over: 1_000_000, rounding: .up),
            let ofPath = try? pumpPath.scaled(
                by: pumpPathUncertainty.partsPerMillion, over: 1_000_000, rounding: .up)
        else { return nil }
        return ofVolume + ofPath
    }
}

extension Prescription {
    /// The way from reservoir to tip as the core counts by it; not known where the document does not state all of it.
    public var dead: DeadVolume {
        guard let volume = catheter?.deadVolume, let uncertainty = catheter?.deadVolumeUncertainty else {
            return DeadVolume()
        }
        return DeadVolume(volume: volume, uncertainty: uncertainty)
    }
}
