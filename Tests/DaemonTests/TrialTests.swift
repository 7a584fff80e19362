// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// Goal: a trial goes by its plan to a report that proposes what the trial bears out. Method: the real daemon; hours of
/// observation pass in seconds.
@Suite("Trials over the socket", .serialized, .timeLimit(.minutes(5)))
struct TrialTests {
    private static func injections(_ trial: String, duration: String = "1 min") -> BenchTherapy {
        BenchTherapy(
            infusion: "mode = \"stopped\"",
            tables:
                "[trial]\nkind = \"\(trial)\"\ndose = \"50 ug\"\nduration = \"\(duration)\"\nobservation = \"20 min\"")
    }

    private func report(_ client: Client) async throws -> TrialReportReply {
        try await client.ask(.trialReport, EmptyMessage())
    }

    /// The same pump, where hours pass in seconds: there is nothing to be asked meanwhile.
    private func faster(_ daemon: DaemonProcess) async throws -> Client {
        daemon.terminate()
        try daemon.write(speedUp: 200)
        return try await daemon.start()
    }

    /// The end of an injection, on the trial's record.
    private func waitForDose(_ daemon: DaemonProcess, _ count: Int) async throws {
        try await daemon.watch { $0.trial?.dosesGiven == Int64(count) && $0.bolus == nil }
    }

    @Test(
        "BR-D01: a single injection: scores, a side effect, a note, relief, an observation that is waited for, a proposal"
    )
    func single() async throws {
        let daemon = try DaemonProcess(speedUp: 60)
        var client = try await daemon.start()
        try await client.take(BenchTherapy())
        #expect(try await client.refusal { try await $0.trial(.start) }.name == "NoTrial")
        try await client.take(Self.injections("single-injection"), revision: 1)
        #expect(try await client.refusal { try await $0.trial(.dose, revision: 2) }.name == "NoTrial")
        let started = try await client.trial(.start, revision: 2)
        #expect(started.kind == .singleInjection && started.dosesGiven == 0 && started.dosesPlanned == 1)
        try await client.trial(.score, score: 8, revision: 2)
        let eleven = try await client.refusal { try await $0.trial(.score, score: 11, revision: 2) }
        #expect(eleven.name == "OutOfOrder" && eleven["text"]?.text?.contains("0 to 10") == true)
        #expect(try await client.refusal { try await $0.trial(.relief, revision: 2) }.name == "OutOfOrder")
        let under = try await client.trial(.dose, revision: 2)
        #expect(under.step == "an injection is under way")
        #expect(try await client.refusal { try await $0.trial(.dose, revision: 2) }.name == "OutOfOrder")
        try await client.trial(.note, text: "lights dimmed", revision: 2)
        try await waitForDose(daemon, 1)
        try await client.trial(.sideEffect, text: "tingling", revision: 2)
        try await client.trial(.score, score: 2, revision: 2)
        let relieved = try await client.trial(.relief, revision: 2)
        #expect(relieved.relief && relieved.lastScore == 2 && (relieved.remainingSeconds ?? 0) > 0)
        let early = try await client.refusal { try await $0.trial(.end, revision: 2) }
        #expect(early.name == "OutOfOrder" && early["text"]?.text?.contains("too early") == true)
        client = try await faster(daemon)
        try await daemon.watch { $0.trial?.relief == true && $0.trial?.remainingSeconds == nil }
        #expect(try await client.trial(.end, revision: 2).step == "ended: relief")
        let report = try await report(client)
        let text = report.lines.joined(separator: "\n")
        for part in [
            "Catheter tip: beaker", ": asked 50 ug, delivered ", ": 8 of 10", ": 2 of 10", ": tingling",
            ": lights dimmed", "Outcome: relief",
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        let proposed = try #require(report.proposedDocument)
        let rate = try #require(try await client.propose(proposed, revision: 2).figures.first { $0.name == "rate" })
        #expect(rate.text.hasSuffix("uL/day") || rate.text == "0.05 mL/day", "\(rate)")
        daemon.terminate()
    }

    @Test("BR-D01: of a series each injection is asked for, the interval after the last")
    func series() async throws {
        let daemon = try DaemonProcess(speedUp: 60)
        var client = try await daemon.start()
        var therapy = Self.injections("multiple-injections")
        therapy.tables += "\ndoses = 2\ninterval = \"30 min\""
        try await client.take(therapy)
        try await client.trial(.start)
        try await client.trial(.dose)
        try await waitForDose(daemon, 1)
        let early = try await client.refusal { try await $0.trial(.dose) }
        #expect(early["text"]?.text?.contains("too early") == true, "\(early.parameters)")
        let between = try #require(try await client.status().trial)
        #expect(between.step == "1 of 2 given" && (1...1_800).contains(between.remainingSeconds ?? 0))
        client = try await faster(daemon)
        try await client.resume()
        try await daemon.watch { $0.trial?.remainingSeconds == nil }
        try await client.trial(.dose)
        try await waitForDose(daemon, 2)
        #expect(try await client.refusal { try await $0.trial(.dose) }["text"]?.text?.contains("all 2") == true)
        try await client.trial(.relief)
        try await client.trial(.end)
        let report = try await report(client)
        #expect(report.lines.filter { $0.hasPrefix("Dose ") }.count == 2)
        #expect(report.proposedDocument != nil)
        daemon.terminate()
    }

    @Test("BR-D01: a continuous trial rises to relief, which holds the rate for good; its proposal is that rate")
    func continuous() async throws {
        let daemon = try DaemonProcess(speedUp: 200)
        var client = try await daemon.start()
        let staircase = """
            mode = "staircase"
            start = "0.4 mg/day"
            step = "0.2 mg/day"
            interval = "10 min"
            ceiling = "20 mg/day"
            limit = "1 day"
            """
        try await client.take(
            BenchTherapy(infusion: staircase, tables: "[trial]\nkind = \"continuous\""))
        let started = try await client.trial(.start)
        #expect(started.kind == .continuous && started.dosesPlanned == nil)
        try await daemon.wait(for: "rate-changed") { ($0["ratePicolitersPerDay"]?.number ?? 0) >= 600_000_000 }
        try await client.trial(.score, score: 4)
        try await client.trial(.relief)
        let held = try #require(
            try await daemon.wait(for: "staircase-held").payload["ratePicolitersPerDay"]?.number)
        #expect(held >= 600_000_000 && held % 200_000_000 == 0)
        client = try await daemon.killAndStart()
        try await client.resume()
        // Longer than two of its intervals.
        let seconds = try await client.status().deliveredSinceStart.nominalPicoliters
        try await daemon.watch { $0.deliveredSinceStart.nominalPicoliters > seconds + held / 72 }
        #expect(try await client.status().programRateNanolitersPerDay == held / 1_000)
        #expect(try #require(try await client.status().trial).relief)
        #expect(try await client.trial(.end).step == "ended: relief")
        let report = try await report(client)
        #expect(report.lines.contains { $0.hasPrefix("Rate ") && $0.contains("0.6 mL/day") }, "\(report.lines)")
        #expect(report.lines.contains { $0.hasPrefix("Relief marked") }, "\(report.lines)")
        try await client.stop()
        try await daemon.watch { $0.state == .stopped }
        let proposal = try await client.propose(try #require(report.proposedDocument), revision: 1)
        #expect(proposal.figures.contains { $0.name == "rate" })
        try await client.commit(proposal, revision: 1)
        #expect(try await client.status().programRateNanolitersPerDay == held / 1_000)
        daemon.terminate()
    }

    @Test("BR-D11: a kill in the middle of an injection leaves the trial with what was surely delivered")
    func killed() async throws {
        let daemon = try DaemonProcess(speedUp: 200)
        var client = try await daemon.start()
        try await client.take(Self.injections("single-injection", duration: "20 min"))
        try await client.trial(.start)
        try await client.trial(.dose)
        try await daemon.watch { ($0.bolus?.deliveredNanoliters ?? 0) >= 10_000 }
        client = try await daemon.killAndStart()
        let trial = try #require(try await client.status().trial)
        #expect(trial.dosesGiven == 1 && trial.step != "an injection is under way")
        let settled = try await daemon.wait(for: "uncertain-settled").payload
        guard case .array(let boluses) = settled["boluses"] else { throw CancellationError() }
        let lower = try #require(boluses.first?["deliveredLowerPicoliters"]?.number)
        #expect(lower >= 10_000_000 && lower < 50_000_000)
        let report = try await report(client)
        let given = try #require(report.lines.first { $0.hasPrefix("Dose ") })
        #expect(given.contains("asked 50 ug") && given.contains("in \(lower) pL") || given.contains("uL"), "\(given)")
        let again = try await client.refusal { try await $0.trial(.dose) }
        #expect(again.name == "OutOfOrder")
        daemon.terminate()
    }
}
