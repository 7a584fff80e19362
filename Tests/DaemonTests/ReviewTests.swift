// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// Goal: nothing takes effect that was not reviewed as it stands. Method: the real daemon with the sample drug library.
@Suite("Review and commit over the socket", .serialized, .timeLimit(.minutes(5)))
struct ReviewTests {
    private static func place(_ refused: Refusal) -> [Int64?] {
        [refused["line"]?.number, refused["column"]?.number]
    }

    private static func line(of prefix: String, in text: String) -> Int64 {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return Int64((lines.firstIndex { $0.hasPrefix(prefix) } ?? -2) + 1)
    }

    @Test("BR-S05 BR-S09: a soft limit wants a name and a reason, both on record; a hard one knows no override")
    func limits() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        let soft = BenchTherapy(
            drug: "morphine", concentration: "20 mg/mL",
            infusion: "mode = \"simple-continuous\"\ndose-rate = \"2 mg/day\"")
        let proposal = try await client.propose(soft.text)
        #expect(proposal.softLimits.map(\.asked) == ["20 mg/mL"] && proposal.softLimits.map(\.limit) == ["10 mg/mL"])
        for (name, reason) in [(nil, nil), ("ada", nil), ("ada", "")] as [(String?, String?)] {
            let refused = try await client.refusal { try await $0.commit(proposal, name: name, reason: reason) }
            #expect(refused.name == "SoftLimits")
            #expect(refused["limits"] == .array([try JSONValue(encoding: proposal.softLimits[0])]))
        }
        #expect(try await client.status().prescription == nil)
        #expect(try await client.commit(proposal, name: "ada", reason: "a bench test") == 1)
        let override = try await daemon.wait(for: "soft-limit-overridden")
        #expect(override.payload["name"] == "ada" && override.payload["reason"] == "a bench test")
        #expect(override.payload["revision"] == 1 && override.requirements == ["BR-S05"])
        var hard = soft
        hard.concentration = "30 mg/mL"
        let refused = try await client.refusal { try await $0.propose(hard.text, revision: 1) }
        let problem = try #require(refused.problems.first)
        #expect(refused.name == "InvalidDocument" && problem["file"] == "t.toml")
        #expect(problem["line"]?.number == Self.line(of: "concentration", in: hard.text))
        #expect(try #require(problem["message"]?.text).contains("25 mg/mL"), "\(problem)")
        daemon.terminate()
    }

    @Test("BR-S04: a drug that the library does not know cannot be committed, and without a library none can")
    func unknownDrug() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        let wine = BenchTherapy(drug: "wine")
        let refused = try await client.refusal { try await $0.propose(wine.text) }
        #expect(refused.name == "InvalidDocument")
        #expect(refused.problems.first?["message"]?.text?.contains("has no “wine”") == true, "\(refused.parameters)")
        #expect(refused.problems.first?["line"]?.number == Self.line(of: "name = \"wine\"", in: wine.text))
        daemon.terminate()
        let lines = try String(contentsOfFile: daemon.configuration, encoding: .utf8).split(separator: "\n")
        try lines.filter { !$0.hasPrefix("drugs") }.joined(separator: "\n")
            .write(toFile: daemon.configuration, atomically: true, encoding: .utf8)
        let bare = try await daemon.start()
        let unknown = try await bare.refusal { try await $0.propose(BenchTherapy().text) }
        #expect(unknown.problems.first?["message"]?.text?.contains("has no “dye”") == true, "\(unknown.parameters)")
        daemon.terminate()
    }

    @Test("BR-S08: a proposal is stale once a bolus has begun, the state is another, or another revision is in force")
    func stale() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        let first = try await client.propose(BenchTherapy().text)
        let other = try await client.propose(BenchTherapy().text)
        try await client.commit(first)
        #expect(try await client.refusal { try await $0.commit(other) }["revision"] == 1)
        #expect(try await client.refusal { try await $0.commit(other, revision: 1) }.name == "StaleProposal")
        #expect(try await client.refusal { try await $0.commit(first, revision: 1) }.name == "NoSuchProposal")
        let slower = BenchTherapy(infusion: "mode = \"simple-continuous\"\nrate = \"0.4 mL/day\"")
        let atRest = try await client.propose(slower.text, revision: 1)
        try await client.resume()
        #expect(try await client.refusal { try await $0.commit(atRest, revision: 1) }.name == "StaleProposal")
        let running = try await client.propose(slower.text, revision: 1)
        let bolus = try await client.bolus(microliters: 10, minutes: 60)
        #expect(try await client.refusal { try await $0.commit(running, revision: 1) }.name == "StaleProposal")
        let during = try await client.propose(slower.text, revision: 1)
        #expect(try await client.refusal { try await $0.commit(during, revision: 1) }.name == "BolusActive")
        let _: EmptyMessage = try await client.ask(
            .cancelBolus, CancelBolusParameters(requestId: "c1", bolusId: bolus.bolusId))
        try await daemon.wait(for: "bolus-ended")
        #expect(try await client.refusal { try await $0.commit(during, revision: 1) }.name == "StaleProposal")
        try await client.stop()
        try await daemon.watch { $0.state == .stopped }
        let before = try await client.propose(slower.text, revision: 1)
        try await client.refill(.begin)
        let held = try await client.refusal { try await $0.commit(before, revision: 1) }
        #expect(held.name == "OutOfOrder" && held["step"] == "commit")
        #expect(try await client.status().prescription?.revision == 1)
        daemon.terminate()
    }

    @Test("BR-D02: a rate above the lowest of the ceilings names the place in the document and whose ceiling it is")
    func rates() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        var therapy = BenchTherapy(infusion: "mode = \"simple-continuous\"\nrate = \"300 mL/day\"")
        let ofRig = try await client.refusal { try await $0.propose(therapy.text) }
        #expect(ofRig.name == "LimitExceeded" && ofRig["whose"] == "the rig" && ofRig["file"] == "t.toml")
        #expect(ofRig["allowed"] == 200_000_000 && ofRig["asked"] == 300_000_000)
        #expect(Self.place(ofRig) == [Self.line(of: "rate", in: therapy.text), 8])
        therapy = BenchTherapy(
            infusion: "mode = \"simple-continuous\"\nrate = \"30 mL/day\"", tables: "[limits]\nmax-rate = \"24 mL/day\""
        )
        let own = try await client.refusal { try await $0.propose(therapy.text) }
        #expect(own["whose"] == "the prescription" && own["allowed"] == 24_000_000)
        #expect(Self.place(own) == [Self.line(of: "rate", in: therapy.text), 8])
        daemon.terminate()
    }
}
