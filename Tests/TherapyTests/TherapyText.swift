// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities
import TOMLDocument

@testable import Therapy

/// A therapy file to begin with: each test changes a line of it.
enum TherapyText {
    static let continuous = """
        schema = 1
        name = "t"
        [reservoir]
        capacity = "20 mL"
        fill-volume = "20 mL"
        fill-date = "2026-11-21"
        [[drug]]
        name = "dye"
        concentration = "1 mg/mL"
        [infusion]
        mode = "simple-continuous"
        dose-rate = "0.5 mg/day"
        """

    static let rig = RigFacts(
        maximumRate: FlowRate(picolitersPerDay: 200_000_000_000), minimumRate: nil,
        minimumBolus: Volume(picoliters: 230_000), strokeVolume: Volume(picoliters: 500_000),
        calibrationUncertainty: Ratio(partsPerMillion: 50_000))

    static func with(_ line: String, as other: String) -> String {
        precondition(continuous.contains(line), line)
        return continuous.replacing(line, with: other)
    }

    static func prescription(_ text: String = continuous) throws -> Prescription {
        try Prescription(parsing: text, file: "t.toml")
    }

    /// What reading throws, a line for each error without the file's name; "accepted" for nothing.
    static func failure(_ text: String) -> String {
        do throws(DocumentErrors) {
            _ = try Prescription(parsing: text, file: "t.toml")
            return "accepted"
        } catch {
            return error.description.replacing("t.toml:", with: "")
        }
    }

    /// Knows the drugs of these tests, and no limit of them.
    static let library = libraryText(
        ["dye", "b", "c", "saline"].map { "[[drug]]\nname = \"\($0)\"" }.joined(separator: "\n"))

    /// A library of the given drugs, which must be sound.
    static func libraryText(_ drugs: String) -> DrugLibrary {
        do {
            return try DrugLibrary(parsing: "schema = 1\n" + drugs, file: "l.toml", digest: "")
        } catch {
            preconditionFailure(error.description)
        }
    }

    /// A rig without a past: nothing delivered, nothing known of its path.
    static func context(rig: RigFacts = rig, library: DrugLibrary = library) -> ReviewContext {
        var context = ReviewContext(rig: rig, library: library)
        context.revision = 3
        context.fillNumber = 2
        return context
    }

    static func review(
        _ text: String, against old: String? = nil, rig: RigFacts = rig, library: DrugLibrary = library
    ) throws -> Review {
        var context = context(rig: rig, library: library)
        context.old = try old.map { try prescription($0) }
        // New and empty: there is nothing to be bridged.
        context.therapy.path.declareFree(ofDrugAt: .zero, then: DrugMixture())
        return Review(of: try prescription(text), in: context)
    }

    static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func file(_ path: String) throws -> String {
        try String(contentsOf: project.appending(path: path), encoding: .utf8)
    }

    static func example(_ name: String) throws -> Prescription {
        try Prescription(parsing: try file("Config/therapies/\(name)"), file: name)
    }
}
