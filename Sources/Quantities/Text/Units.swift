// SPDX-License-Identifier: Apache-2.0

#if !hasFeature(Embedded)

extension Volume: TextualQuantity {
    public static var kind: String { "volume" }
    public static let units = QuantityUnit.volumes
    public static let preferredUnits = QuantityUnit.volumes.filter { $0.symbol != "L" }
}

extension FlowRate: TextualQuantity {
    public static var kind: String { "flow rate" }
    public static let units = QuantityUnit.perTimes.flatMap { time in
        QuantityUnit.volumes.dropFirst().map { QuantityUnit.quotient($0, per: time, scale: 86_400_000_000_000) }
    }
    /// The field speaks of millilitres a day, however few.
    public static let preferredUnits = [units[0]]
}

extension Mass: TextualQuantity {
    public static var kind: String { "mass" }
    public static let units = QuantityUnit.masses
}

extension DoseRate: TextualQuantity {
    public static var kind: String { "dose rate" }
    public static let units = QuantityUnit.perTimes.flatMap { time in
        QuantityUnit.masses.dropFirst().map { QuantityUnit.quotient($0, per: time, scale: 86_400_000_000_000) }
    }
    public static let preferredUnits = Array(units.prefix(QuantityUnit.masses.count - 1))
}

extension Concentration: TextualQuantity {
    public static var kind: String { "concentration" }
    public static let units = QuantityUnit.volumes.dropFirst().prefix(2).flatMap { volume in
        QuantityUnit.masses.map { QuantityUnit.quotient($0, per: volume, scale: 1_000_000) }
    }.filter { $0.isWhole }
    public static let preferredUnits = units.filter { $0.symbol.hasSuffix("/mL") && $0.symbol != "g/mL" }
}

extension Pressure: TextualQuantity {
    public static var kind: String { "pressure" }
    /// mmHg is 133.322387415 Pa and cmH2O 98.0665 Pa by convention (NIST SP 811, table B.8); psi is 6894.757 Pa.
    public static let units = [
        QuantityUnit("kPa", 1_000), QuantityUnit("Pa", 1), QuantityUnit("mmHg", 133_322_387_415, over: 1_000_000_000),
        QuantityUnit("cmH2O", 980_665, over: 10_000), QuantityUnit("mbar", 100),
        QuantityUnit("psi", 6_894_757, over: 1_000),
    ]
    public static let preferredUnits = Array(units.prefix(2))
    public static var allowsNegative: Bool { true }
    public static var roundsText: Bool { true }
}

extension Duration: TextualQuantity {
    public static var kind: String { "duration" }
    public static let units = QuantityUnit.durations

    /// In the largest unit of which it is a whole number: `90 min`, not `1.5 h`.
    public var description: String {
        let unit = Self.units.first { Int128(canonical) % $0.multiplier == 0 && canonical != 0 } ?? Self.units[3]
        return formatted(in: unit)
    }
}

extension Ratio: TextualQuantity {
    public static var kind: String { "ratio" }
    public static let units = [QuantityUnit("%", 10_000), QuantityUnit("ppm", 1)]
    public static let preferredUnits = [units[0]]
}

#endif
