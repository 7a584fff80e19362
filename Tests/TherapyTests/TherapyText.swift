// SPDX-License-Identifier: Apache-2.0
import Foundation
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

    static func example(_ name: String) throws -> Prescription {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Config/therapies/\(name)"), encoding: .utf8)
        return try Prescription(parsing: text, file: name)
    }

    static func review(_ text: String, against old: String? = nil, rig: RigFacts = rig) throws -> Review {
        Review(
            of: try prescription(text), against: try old.map { try prescription($0) }, rig: rig, revision: 3,
            fillNumber: 2)
    }
}
