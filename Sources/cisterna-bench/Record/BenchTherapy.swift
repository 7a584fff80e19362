// SPDX-License-Identifier: Apache-2.0
import Foundation
import Proposals
import PumpCore
import Quantities
import RigFile
import Therapy

/// What the benchmarks of the record deliver: a background with demand boluses, on the rig of a file.
struct BenchTherapy {
    let rig: RigDescription
    private let library: DrugLibrary
    private let millilitersPerDay: Double

    /// Reads the rig file; `rate` in millilitres a day.
    init(rig path: String, rate: Double) throws {
        rig = try RigDescription(parsing: String(contentsOfFile: path, encoding: .utf8), file: path)
        let drugs = """
            schema = 1
            [[drug]]
            name = "dye"
            [drug.concentration]
            upper-hard = "2 mg/mL"
            source = "sample: for benchmarks"
            """
        library = try DrugLibrary(parsing: drugs, file: "drugs", digest: TextDigest.hexadecimal(of: drugs))
        millilitersPerDay = rate
    }

    /// The document of one fill, from 1; each has a date of its own.
    func document(fill: Int64) -> String {
        let (month, day) = ((fill - 1) / 28 % 12 + 1, (fill - 1) % 28 + 1)
        let date = "\(2_030 + (fill - 1) / 336)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
        return """
            # SPDX-License-Identifier: Apache-2.0
            # For benchmarks: a background with demand boluses. For bench rigs only: never for people or animals.
            schema = 1
            name = "record benchmark"

            [reservoir]
            capacity = "20 mL"
            fill-volume = "20 mL"
            residual = "0.2 mL"
            fill-date = "\(date)"
            low-reservoir = "2 mL"

            [[drug]]
            name = "dye"
            concentration = "1 mg/mL"

            [infusion]
            mode = "simple-continuous"
            dose-rate = "\(millilitersPerDay) mg/day"

            [demand-bolus]
            dose = "10 ug"
            duration = "5 min"
            lockout = "2 h"
            lockout-from = "start"
            most-per-day = 8

            [catheter]
            volume = "0.286 mL"
            volume-uncertainty = "5 %"
            pump-path = "0.109 mL"
            pump-path-uncertainty = "5 %"
            tip = "beaker on the balance"

            """
    }

    /// The program that a commit of the document would give to the core.
    func review(revision: Int64, fill: Int64, slots: DrugSlots, _ snapshot: PumpSnapshot) throws -> Review {
        let prescription = try Prescription(parsing: document(fill: fill), file: "benchmark")
        var context = ReviewContext(rig: RigFacts(rig), library: library)
        context.revision = revision
        context.fillNumber = fill
        context.slots = slots
        context.therapy = snapshot.therapy
        context.windows = DoseWindows(at: snapshot.therapy.pumpTime)
        context.forwardVolume = snapshot.account.forwardVolume
        context.isInForce = true
        context.declinedBridge = NamedOverride(name: "benchmark", reason: "the mixture stays the same")
        let review = Review(of: prescription, in: context)
        guard review.program != nil else {
            throw RecordBenchError(
                "the benchmark's therapy does not fit “\(rig.name)”: "
                    + review.errors.map(\.description).joined(separator: "; "))
        }
        return review
    }
}
