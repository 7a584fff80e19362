// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// `[service]`: what wears out, and an emulated battery. The whole table may be left out; what is not stated is not
/// watched: no life of a tube or of a battery can be assumed.
public struct ServiceSettings: Sendable, Hashable {
    /// `tube-compressions`, 1 to 10^12: how often rollers may pass over the tube before it counts as worn. Makers state
    /// hours (silicone 200 to over 1000) and advise to replace at 75 to 80 % of them (pharmtech.com); take what your own
    /// calibrations show.
    public let tubeCompressions: Int64?
    /// `rollers` of the pump head, 1 to 12: compressions in a revolution. A simulated rig has them in `[head]`.
    public let rollers: Int64?
    /// `battery-capacity`, 1 mJ to 1 GJ, with `quiescent-power` and `energy-per-stroke`.
    public let batteryCapacity: Energy?
    /// `quiescent-power`, 0 to 1 kW: what is drawn all the time.
    public let quiescentPower: Power?
    /// `energy-per-stroke`, 0 to 1 kJ: what a stroke takes on top.
    public let energyPerStroke: Energy?
    /// `battery-cap`, 1 to 36,500 days: the life of a battery however little was used. Implanted pumps of one maker end
    /// after 7 years, 2555 days (medtronic.com, “getting a replacement”).
    public let batteryCap: Duration?
    /// `replace-at`, 1 to 100 %, default 90 %: from which part of the capacity on a battery is to be replaced. The
    /// default is this project's own.
    public let replaceAt: Ratio

    public static let standardReplaceAt = Ratio(partsPerMillion: 900_000)

    private static let battery = ["battery-capacity", "quiescent-power", "energy-per-stroke"]

    init(reading table: DocumentTable) {
        tubeCompressions = table.optionalInteger("tube-compressions", within: 1...1_000_000_000_000)
        rollers = table.optionalInteger("rollers", within: 1...12)
        batteryCapacity = table.optionalMeasure(
            "battery-capacity", within: Energy(nanojoules: 1_000_000)...Energy(nanojoules: 1_000_000_000_000_000_000))
        quiescentPower = table.optionalMeasure(
            "quiescent-power", within: .zero...Power(nanowatts: 1_000_000_000_000))
        energyPerStroke = table.optionalMeasure(
            "energy-per-stroke", within: .zero...Energy(nanojoules: 1_000_000_000_000))
        batteryCap = table.optional("battery-cap", within: .day ... .day * 36_500)
        replaceAt = table.quantity(
            "replace-at", default: Self.standardReplaceAt,
            within: Ratio(partsPerMillion: 10_000)...Ratio(partsPerMillion: 1_000_000))
    }

    /// The bounds that hold between keys. Call it only where each key is sound.
    ///
    /// - Parameter headRollers: What `[head]` of a simulated rig says; nil on others.
    func check(_ table: DocumentTable, headRollers: Int?) {
        if let rollers, let headRollers, rollers != Int64(headRollers) {
            table.report("\(rollers) differs from head.rollers, \(headRollers); here it may be left out", at: "rollers")
        }
        if tubeCompressions != nil, rollers == nil, headRollers == nil {
            table.report("needs rollers too: how many compress the tube in a revolution", at: "tube-compressions")
        }
        // A part of these three says nothing, and a zero that nobody stated would be invented.
        let stated = Self.battery.filter { table.has($0) }
        if let first = stated.first, stated.count < Self.battery.count {
            let missing = Self.battery.filter { !table.has($0) }.joined(separator: " and ")
            table.report("needs \(missing) too; what draws nothing is stated as 0", at: first)
        }
        if table.has("replace-at"), batteryCapacity == nil {
            table.report("has no meaning without battery-capacity", at: "replace-at")
        }
    }
}
