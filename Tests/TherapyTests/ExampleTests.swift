// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities
import RigFile
import Testing

@testable import Therapy

/// Goal: every file that is shipped does on the shipped rig what its comments say. Method: review each of them against
/// rig and library as they are shipped, on a path declared free of drug.
@Suite("Example files")
struct ExampleTests {
    private static func context(minimumRate: FlowRate? = nil) throws -> ReviewContext {
        let rig = try RigDescription(parsing: try TherapyText.file("Config/rigs/simulated.toml"), file: "rig")
        let profile = rig.profile()
        let facts = RigFacts(
            maximumRate: rig.limits.maximumRate, minimumRate: minimumRate ?? rig.limits.minimumRate,
            minimumBolus: profile.minimumBolus, strokeVolume: profile.strokeVolume,
            calibrationUncertainty: rig.calibration.uncertainty, primeRate: rig.limits.primeRate)
        var context = ReviewContext(rig: facts, library: try library())
        context.therapy.path.declareFree(ofDrugAt: .zero, then: DrugMixture())
        return context
    }

    private static func library() throws -> DrugLibrary {
        let text = try TherapyText.file("Config/drugs/samples.toml")
        return try DrugLibrary(parsing: text, file: "samples.toml", digest: TextDigest.hexadecimal(of: text))
    }

    private static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: TherapyText.project.appending(path: "Config/therapies").path
        ).filter { $0.hasSuffix(".toml") }.sorted()
    }

    @Test("BR-D01, BR-S04: each file loads, and its review has no error, no warning and no soft limit")
    func all() throws {
        let names = try Self.names()
        #expect(names.count >= 13)
        var modes: Set<String> = []
        var kinds: Set<String> = []
        for name in names {
            let prescription = try TherapyText.example(name)
            let review = Review(of: prescription, in: try Self.context())
            #expect(review.errors == (name == "minimum-rate.toml" ? [.noMinimumRate] : []), "\(name)")
            #expect(review.warnings == [] && review.softLimits == [], "\(name)")
            #expect((review.program == nil) == (name == "minimum-rate.toml"), "\(name)")
            modes.insert(prescription.infusion.mode)
            if let trial = prescription.trial { kinds.insert(trial.kind) }
        }
        #expect(modes == Set(Infusion.Mode.allCases.map(\.rawValue)))
        #expect(kinds == Set(PrescribedTrial.Kind.allCases.map(\.rawValue)))
    }

    @Test("The minimum rate needs a rig that names one")
    func minimumRate() throws {
        let rate = FlowRate(picolitersPerDay: 50_000_000)
        let review = Review(
            of: try TherapyText.example("minimum-rate.toml"), in: try Self.context(minimumRate: rate))
        #expect(review.program?.mode == .minimumRate && review.program?.rate == rate)
    }

    @Test("BR-D07: the pair of files asks for the bridge that its comment names")
    func bridge() throws {
        var context = try Self.context()
        let before = Review(of: try TherapyText.example("bridge-before.toml"), in: context)
        context.old = try TherapyText.example("bridge-before.toml")
        context.slots = before.slots
        let program = try #require(before.program)
        context.oldCeilings = program.ceilings
        let plug = PathContents.Plug(
            earliest: .zero, latest: .zero, mixture: program.mixture, isUnknown: false)
        context.therapy.path = try #require(PathContents([plug]))
        context.forwardVolume = Volume(picoliters: 5_000_000_000)
        let review = Review(of: try TherapyText.example("bridge-after.toml"), in: context)
        #expect(review.errors.isEmpty)
        #expect(review.figures?.bridge?.volume.picoliters == 395_000_000)
        #expect(review.figures?.bridge?.segments.map(\.rate.description) == ["0.2 mL/day"])
        #expect(review.figures?.bridge?.time.formatted(in: "h", decimals: 1) == "47.4 h")
        #expect(review.program?.rate.description == "0.05 mL/day")
        #expect(review.warnings.count == 1)
    }

    @Test("The sample library says of every limit of a drug that it is a sample")
    func samples() throws {
        let library = try Self.library()
        #expect(library.digest.count == 64)
        #expect(
            library.drugs.map(\.name) == [
                "saline", "dye", "red dye", "blue dye", "ziconotide", "morphine", "baclofen",
            ])
        for drug in library.drugs {
            let sources = [
                drug.concentration?.source, drug.dailyDose?.source, drug.doseRate?.source, drug.singleBolus?.source,
            ].compactMap { $0 }
            #expect(!sources.isEmpty && sources.allSatisfy { $0.hasPrefix("sample") }, "\(drug.name)")
        }
        #expect(library.entry(named: "ziconotide")?.dailyDose?.upperHard?.picograms == 19_200_000)
        #expect(library.entry(named: "ziconotide")?.doseRate?.upperHard?.picogramsPerDay == 19_200_000)
    }
}
