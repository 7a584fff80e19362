// SPDX-License-Identifier: Apache-2.0
import PumpCore
import Quantities
import TOMLDocument

/// `[sensors.…]`: how good a sensor is. Amounts are in the unit of its ``Sensor``.
public struct SensorDescription: Sendable, Hashable {
    /// `required`, default false: without it the pump does not run.
    public let isRequired: Bool
    /// `sample-interval`, 1 ms to 10 min.
    public let interval: Duration
    /// `silence`, default five intervals and at least 5 s: without a reading for so long it is faulty.
    public let silence: Duration
    /// `noise`: the standard deviation of a reading.
    public let noise: Int64
    /// `resolution`: the step between two readings.
    public let resolution: Int64
    /// `drift`, an hour.
    public let drift: Int64
    /// `uncertainty`, default three times the noise and the resolution: how far a reading may be off.
    public let uncertainty: Int64
    /// `lowest` and `highest`: what it can measure; nil where nothing is stated.
    public let lowest: Int64?
    public let highest: Int64?
    /// `largest-change` between two readings; nil where anything may be.
    public let largestChange: Int64?

    /// What only the simulation knows: `offset`, `delay` (up to a minute), `settling`, `dropout`.
    public let offset: Int64
    public let delay: Duration
    public let settling: Duration
    public let dropout: Ratio

    /// Reads an amount in the sensor's own unit.
    typealias Amount = (_ table: DocumentTable, _ key: String) -> Int64?

    /// - Parameters:
    ///   - interval: The usual `sample-interval`.
    ///   - noise: The usual `noise`.
    init(reading table: DocumentTable, interval usual: Duration, noise usualNoise: Int64, _ amount: Amount) {
        isRequired = table.boolean("required", default: false)
        interval = table.quantity("sample-interval", default: usual, within: .millisecond ... .minute * 10)
        silence = table.quantity(
            "silence", default: Swift.max(.second * 5, interval * 5), within: .millisecond * 10 ... .day)
        noise = amount(table, "noise") ?? usualNoise
        resolution = amount(table, "resolution") ?? 0
        drift = amount(table, "drift") ?? 0
        uncertainty = amount(table, "uncertainty") ?? 3 * noise + resolution
        lowest = amount(table, "lowest")
        highest = amount(table, "highest")
        largestChange = amount(table, "largest-change")
        offset = amount(table, "offset") ?? 0
        delay = table.quantity("delay", default: .zero, within: .zero ... .minute)
        settling = table.quantity("settling", default: .zero, within: .zero ... .hour)
        dropout = table.quantity(
            "dropout", default: .zero, within: .zero...Ratio(partsPerMillion: 1_000_000))
        if silence <= interval {
            table.report("\(silence) is not longer than sample-interval, \(interval)", at: "silence")
        }
        if let lowest, let highest, lowest >= highest {
            table.report("it is not below “highest”", at: "lowest")
        }
    }

    /// By what the core believes it.
    var rule: SensorRule {
        // Noise that moves most readings makes twenty equal ones in a row a fault.
        let isAlive = noise >= 4 && noise >= 2 * resolution
        return SensorRule(
            isRequired: isRequired, range: (lowest ?? .min, highest ?? .max), silence: silence,
            largestChange: largestChange ?? .max, mostEqual: isAlive ? 20 : 0, uncertainty: uncertainty, drift: drift)
    }

    static func pressure(_ table: DocumentTable, _ key: String) -> Int64? {
        table.optional(key, within: Pressure(pascals: -100_000)...Pressure(pascals: 1_000_000))?.pascals
    }

    static func volume(_ table: DocumentTable, _ key: String) -> Int64? {
        table.optional(key, within: .zero...Volume(picoliters: 10_000_000_000_000))?.picoliters
    }

    static func temperature(_ table: DocumentTable, _ key: String) -> Int64? {
        table.optionalMeasure(key, within: .zero...Temperature(millidegrees: 200_000))?.millidegrees
    }

    static func voltage(_ table: DocumentTable, _ key: String) -> Int64? {
        table.optionalMeasure(key, within: .zero...Voltage(millivolts: 100_000))?.millivolts
    }
}
