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
    /// `[demand-bolus]`; nil: none is prescribed.
    public let demandBolus: DemandBolus?
    /// `[trial]`; of the mode `staircase` always ``PrescribedTrial/continuous``.
    public let trial: PrescribedTrial?
    /// `[limits] max-rate`: a ceiling below the rig's.
    public let maximumRate: FlowRate?
    /// `[limits] safe-rate`, default 0: what is left of the background once a dose window is full.
    public let safeRate: FlowRate
    public let catheter: Catheter?
    /// The text, verbatim.
    public let text: String

    private let places: [String: DocumentPosition]

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
        demandBolus = root.optionalTable("demand-bolus").flatMap { DemandBolus(reading: $0) }
        let stated = root.optionalTable("trial").flatMap { PrescribedTrial(reading: $0, infusion: infusion) }
        if case .staircase = infusion { trial = .continuous } else { trial = stated }
        let limits = root.tableOrDefaults("limits")
        maximumRate = limits.optional("max-rate", within: Infusion.rates)
        safeRate = limits.quantity("safe-rate", default: .zero, within: .zero...Infusion.rates.upperBound)
        catheter = root.optionalTable("catheter").map { Catheter(reading: $0) }
        if root.isSound { reservoir.check(reservoirTable) }
        try root.finish()
        guard let admixture, let infusion else { preconditionFailure("a prescription without errors is complete") }
        self.admixture = admixture
        self.infusion = infusion
        self.text = text
        places = root.places
    }

    /// Where a field's value stands in ``text``; of one that was left out, the table to which it belongs.
    public func place(of field: String) -> DocumentPosition {
        var path = field[...]
        while true {
            if let place = places[String(path)] { return place }
            guard let dot = path.lastIndex(of: ".") else { return .start }
            path = path[..<dot]
        }
    }

    /// Whether the document gives a key itself.
    func gives(_ field: String) -> Bool { places[field] != nil }

    /// Which of the two keys states the rate of `simple-continuous`.
    var rateField: String { rateField(in: "infusion") }

    /// The same of the flex step with the highest rate.
    func fieldOfHighestStep(_ patterns: [FlexPattern]) -> String {
        var highest = (rate: FlowRate.zero, path: "infusion.pattern[1].step[1]")
        for (index, pattern) in patterns.enumerated() {
            for (number, step) in pattern.steps.enumerated() where step.rate > highest.rate {
                highest = (step.rate, "infusion.pattern[\(index + 1)].step[\(number + 1)]")
            }
        }
        return rateField(in: highest.path)
    }

    private func rateField(in table: String) -> String {
        "\(table).\(gives("\(table).dose-rate") ? "dose-rate" : "rate")"
    }
}
