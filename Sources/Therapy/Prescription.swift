// SPDX-License-Identifier: Apache-2.0
import Quantities
import TOMLDocument

/// A therapy file as understood: what is in the reservoir, what is delivered, through which catheter, within which
/// limits. A value of this type is consistent in itself; whether a rig can deliver it, ``Review`` tells.
public struct Prescription: Hashable, Sendable {
    /// The version of the format that this reads: `schema`.
    public static let schema: Int64 = 1

    /// `name`, required.
    public let name: String
    public let reservoir: Reservoir
    public let admixture: Admixture
    public let infusion: Infusion
    /// `[limits] max-rate`: a ceiling below the rig's.
    public let maximumRate: FlowRate?
    public let catheter: Catheter?
    /// The text, verbatim.
    public let text: String

    /// Reads and checks a therapy file; `file` is how errors name it. Throws everything that is wrong, each with its
    /// place.
    public init(parsing text: String, file: String) throws(DocumentErrors) {
        let root = try DocumentTable(parsing: text, file: file)
        // Another version's keys mean something else: nothing more is said of them.
        if root.integer("schema", within: 0...Int64(Int32.max)) != Self.schema, root.isSound {
            root.report("this version reads schema \(Self.schema)", at: "schema")
            try root.abandon()
        }
        name = root.text("name")
        let reservoirTable = root.table("reservoir")
        reservoir = Reservoir(reading: reservoirTable)
        let admixture = Admixture(reading: root)
        let infusion = Infusion(reading: root.table("infusion"), primary: admixture?.primary)
        maximumRate = root.tableOrDefaults("limits").optional("max-rate", within: Infusion.rates)
        catheter = root.optionalTable("catheter").map { Catheter(reading: $0) }
        if root.isSound { reservoir.check(reservoirTable) }
        try root.finish()
        guard let admixture, let infusion else { preconditionFailure("a prescription without errors is complete") }
        self.admixture = admixture
        self.infusion = infusion
        self.text = text
    }
}
