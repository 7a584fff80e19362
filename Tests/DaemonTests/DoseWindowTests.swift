// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// Goal: no window is ever filled beyond its ceiling, and every refusal says which one and until when. Method: the real daemon.
@Suite("Dose windows over the socket", .serialized, .timeLimit(.minutes(5)))
struct DoseWindowTests {
    @Test(
        "BR-D03 BR-D05: a demand bolus beyond its own ceiling is refused with window and time, and granted when that has passed"
    )
    func demandCeiling() async throws {
        let daemon = try DaemonProcess(speedUp: 60)
        var client = try await daemon.start()
        let rules = BenchTherapy.demand(
            lockout: "1 min", most: 48, duration: "1 min", ceiling: "ceiling = \"45 ug\"\nceiling-window = \"20 min\"")
        try await client.take(
            BenchTherapy(infusion: "mode = \"simple-continuous\"\nrate = \"0.24 mL/day\"", tables: rules))
        try await client.resume()
        let first = try await client.requestBolus()
        try await daemon.wait(for: "bolus-ended") { $0["bolus"]?.number == first.bolusId }
        var refused = try await client.refusal { try await $0.requestBolus() }
        while refused["because"] == "lockout" {
            let strokes = try await client.status().strokes
            try await daemon.watch { $0.strokes > strokes }
            refused = try await client.refusal { try await $0.requestBolus() }
        }
        #expect(refused.name == "LockedOut" && refused["because"] == "window")
        // Twenty minutes, and the buckets that count whole.
        #expect((1...1_800).contains(try #require(refused["remainingSeconds"]?.number)))
        #expect(refused["text"]?.text?.contains("demand window of dye") == true, "\(refused.parameters)")
        let allowance = try await client.allowance()
        #expect(!allowance.possible && allowance.reason == "a dose window would exceed its ceiling")
        #expect((1...1_800).contains(try #require(allowance.nextSeconds)))
        let record = try await daemon.wait(for: "demand-refused") { $0["because"] == "window-exceeded" }
        #expect(record.payload["remainingSeconds"]?.number == refused["remainingSeconds"]?.number)
        daemon.terminate()
        try daemon.write(speedUp: 1_000)
        client = try await daemon.start()
        try await client.resume()
        while try await !client.allowance().possible {
            let strokes = try await client.status().strokes
            try await daemon.watch { $0.strokes > strokes }
        }
        _ = try await client.requestBolus()
        daemon.terminate()
    }

    @Test("BR-D05: a single bolus beyond a ceiling is refused with window, drug and ceiling, and changes nothing")
    func singleBolus() async throws {
        let daemon = try DaemonProcess(speedUp: 200)
        let client = try await daemon.start()
        try await client.take(BenchTherapy(ceilings: "hour-ceiling = \"60 ug\""))
        try await client.resume()
        let never = try await client.refusal { try await $0.bolus(microliters: 55, minutes: 5) }
        #expect(never.name == "DoseLimit" && never["window"] == "hour" && never["drug"] == "dye")
        #expect(never["ceilingNanograms"] == 60_000 && never["remainingSeconds"] == .null)
        let given = try await client.bolus(microliters: 20, minutes: 1)
        try await daemon.wait(for: "bolus-ended") { $0["bolus"]?.number == given.bolusId }
        let later = try await client.refusal { try await $0.bolus(microliters: 20, minutes: 1) }
        #expect((1...3_720).contains(try #require(later["remainingSeconds"]?.number)), "\(later.parameters)")
        #expect(try await client.status().bolus == nil)
        #expect(try await daemon.record("bolus-started").count == 1)
        daemon.terminate()
    }

    @Test(
        "A background that can reach its own ceiling is refused at its place, and the smallest ceiling that would do does"
    )
    func backgroundReachesCeiling() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        var therapy = BenchTherapy(
            ceilings: "hour-ceiling = \"10 ug\"", infusion: "mode = \"simple-continuous\"\nrate = \"0.24 mL/day\"")
        let refused = try await client.refusal { try await $0.propose(therapy.text) }
        #expect(refused.name == "InvalidDocument")
        let problem = try #require(refused.problems.first)
        let line = therapy.text.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.hasPrefix("hour-ceiling") }
        #expect(problem["line"]?.number == line.map { Int64($0) + 1 } && problem["file"] == "t.toml")
        #expect(try #require(problem["column"]?.number) >= 1)
        let message = try #require(problem["message"]?.text)
        let least = try #require(
            message.firstMatch(of: /smallest ceiling that would do is ([0-9.]+) ug$/), "\(message)")
        therapy.ceilings = "hour-ceiling = \"\(least.1) ug\""
        _ = try await client.propose(therapy.text)
        // A picogram less would not do.
        let picograms = Int64((Double(least.1)! * 1_000_000).rounded())
        therapy.ceilings = "hour-ceiling = \"\(picograms - 1) pg\""
        #expect(try await client.refusal { try await $0.propose(therapy.text) }.name == "InvalidDocument")
        daemon.terminate()
    }

    @Test(
        "BR-D07: without its bridge the old mixture fills the window: safe rate, a condition, no bolus, until somebody resumes"
    )
    func limitReached() async throws {
        let daemon = try DaemonProcess(speedUp: 1_000)
        let client = try await daemon.start()
        let dose = "mode = \"simple-continuous\"\ndose-rate = \"1 mg/day\""
        let strong = BenchTherapy(concentration: "2 mg/mL", ceilings: "hour-ceiling = \"70 ug\"", infusion: dose)
        try await client.fillPath(daemon, strong, microliters: 70)
        var weak = strong
        weak.concentration = "500 ug/mL"
        let proposal = try await client.propose(weak.text, revision: 2, declineBridge: "bench trial of the limit")
        #expect(
            proposal.warnings.contains { $0.contains("without the bridge dye would come to") }, "\(proposal.warnings)")
        try await client.commit(proposal, revision: 2)
        let declined = try await daemon.wait(for: "bridge-declined").payload
        #expect(
            declined["name"] == "ada" && declined["reason"] == "bench trial of the limit" && declined["revision"] == 3)
        try await client.resume(revision: 3)
        let limited = try await daemon.wait(for: "dose-limited")
        #expect(limited.payload["window"] == "hour")
        let status = try await daemon.watch { $0.safeRate }
        #expect(status.state == .delivering && status.rateNanolitersPerDay == 0 && status.bridge == nil)
        #expect(status.alarms.contains { $0.condition == "dose-limit" && $0.present })
        let dye = try #require(status.doses.first)
        #expect(dye.hourCeilingNanograms == 70_000 && (20_000...70_000).contains(dye.hourNanograms), "\(dye)")
        let refused = try await client.refusal { try await $0.bolus(microliters: 10, minutes: 5, revision: 3) }
        #expect(refused["condition"] == "dose-limit")
        #expect(try await daemon.record("stroke-ended").allSatisfy { $0.sequence < limited.sequence })
        try await client.resume(revision: 3)
        try await daemon.wait(for: "rate-changed", after: limited.sequence) {
            $0["ratePicolitersPerDay"] == 2_000_000_000
        }
        daemon.terminate()
    }
}
