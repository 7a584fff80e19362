// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// Goal: a refill goes on where it was after a kill at any step, and a change of concentration is bridged to the last drop.
/// Method: the real daemon, killed after each step.
@Suite("The refill over the socket", .serialized, .timeLimit(.minutes(5)))
struct RefillTests {
    private static let dose = "mode = \"simple-continuous\"\ndose-rate = \"1 mg/day\""
    private static let old = BenchTherapy(
        concentration: "500 ug/mL", infusion: dose, tables: BenchTherapy.demand())

    private static var new: BenchTherapy {
        var therapy = old
        (therapy.concentration, therapy.fillDate) = ("2 mg/mL", "2026-12-21")
        return therapy
    }

    /// Whether a volume is the path's, within what a kill leaves uncertain: two strokes, and one that was under way.
    private func isPath(_ picoliters: Int64) -> Bool { (58_000_000...62_000_000).contains(picoliters) }

    @Test(
        "BR-D07 BR-R03: killed after each step the refill goes on where it was, a residual beyond 20 % stays on record"
    )
    func killedAtEachStep() async throws {
        let daemon = try DaemonProcess(speedUp: 300)
        var client = try await daemon.start()
        try await client.fillPath(daemon, Self.old, microliters: 70)
        #expect(try await client.refusal { try await $0.refill(.aspirated, microliters: 1) }.name == "OutOfOrder")
        try await client.resume(revision: 2)
        #expect(try await client.refusal { try await $0.refill(.begin) }["state"] == "delivering")
        try await client.stop()
        try await daemon.watch { $0.state == .stopped }

        let begun = try await client.refill(.begin)
        #expect(begun.refill?.step == .begun && begun.revision == 2)
        client = try await daemon.killAndStart()
        let held = try await client.status()
        #expect(held.state == .refilling && held.refill?.step == .begun)
        #expect(held.refill?.expectedResidualNanoliters == begun.refill?.expectedResidualNanoliters)
        #expect(try await client.refusal { try await $0.resume(revision: 2) }["state"] == "refilling")
        let early = try await client.refusal { try await $0.refill(.fill, document: Self.new.text) }
        #expect(early.name == "OutOfOrder" && early["step"] == "fill")

        // Nothing moves, nothing is settled, and time goes on: a time that only the refill's record has seen.
        _ = try await client.setClock(978_307_200)
        try await daemon.watch { ($0.clock.shows ?? "") >= "2001-01-01 00:10" }
        let warning = try #require(try await client.refill(.aspirated, microliters: 10_000).refill?.warning)
        #expect(warning.contains("20 %"), "\(warning)")
        daemon.kill()
        try daemon.write(speedUp: 1)
        client = try await daemon.start()
        #expect(try #require(try await client.status().clock.shows) >= "2001-01-01 00:10")
        let aspirated = try #require(try await client.status().refill)
        #expect(aspirated.step == .aspirated && aspirated.warning == warning)
        #expect(aspirated.aspiratedNanoliters == 10_000_000)
        let steps = try await daemon.record("refill-step").map { ($0.payload["step"]?.text, $0.severity) }
        #expect(steps.last?.0 == "aspirated" && steps.last?.1 == .medium)
        #expect(try await client.refusal { try await $0.refill(.aspirated, microliters: 9_000) }.name == "OutOfOrder")

        let filled = try await client.refill(.fill, document: Self.new.text)
        #expect(filled.refill?.step == .filled && filled.proposal != nil)
        client = try await daemon.killAndStart()
        #expect(try await client.status().refill?.step == .filled)
        // What was shown is gone with the daemon that showed it: it is shown anew before it is committed.
        #expect(try await client.refusal { try await $0.refill(.commit) }.name == "StaleProposal")
        let proposal = try #require(try await client.refill(.fill, document: Self.new.text).proposal)
        let figures = Dictionary(proposal.figures.map { ($0.name, $0.text) }, uniquingKeysWith: { $1 })
        #expect(figures["bridge"] == "0.06 mL of 500 ug/mL at 2 mL/day for 0.7 h", "\(figures)")
        let committed = try await client.refill(.commit)
        #expect(committed.refill == nil && committed.revision == 3)
        client = try await daemon.killAndStart()
        let after = try await client.status()
        #expect(after.state == .stopped && after.refill == nil && after.prescription?.revision == 3)
        #expect(after.reservoir?.fillNanoliters == 20_000_000)
        #expect(try await client.refusal { try await $0.refill(.commit) }.name == "OutOfOrder")
        try await client.resume(revision: 3)
        #expect(try await client.status().bridge != nil)
        daemon.terminate()
    }

    @Test(
        "BR-S08: killed while it is committed, a refill ends with its one revision, whether its word was heard or not")
    func killedAtCommit() async throws {
        let daemon = try DaemonProcess()
        var client = try await daemon.start()
        try await client.take(Self.old)
        try await client.refill(.begin)
        try await client.refill(.aspirated, microliters: 20_000)
        try await client.refill(.fill, document: Self.new.text)
        // The core does not answer any more: the revision is on disk, and nobody hears of it.
        let _: EmptyMessage = try await client.ask(
            .injectFault, InjectFaultParameters(requestId: "f1", fault: .blockRealTime, seconds: 600))
        try await daemon.wait(for: "fault-injected")
        let word = Task { [client] in try? await client.refill(.commit) }
        try await daemon.wait(for: "prescription-committed") { $0["revision"] == 2 }
        daemon.kill()
        #expect(await word.value == nil)
        client = try await daemon.start()
        let status = try await client.status()
        #expect(status.state == .stopped)
        #expect(status.refill == nil && status.prescription?.revision == 2)
        #expect(status.reservoir?.remainingNanoliters == 20_000_000)
        #expect(try await daemon.record("prescription-committed").count == 2)
        #expect(try await daemon.record("refill-step").map { $0.payload["step"] }.suffix(2) == ["fill", "commit"])
        try await client.resume(revision: 2)
        daemon.terminate()
    }

    @Test("BR-D07: the bridge runs, refuses boluses, goes on after a kill, and ends where the dead volume is through")
    func bridge() async throws {
        let daemon = try DaemonProcess(speedUp: 300)
        var client = try await daemon.start()
        try await client.fillPath(daemon, Self.old, microliters: 70)
        try await client.refill(.begin)
        try await client.refill(.aspirated, microliters: 19_930)
        try await client.refill(.fill, document: Self.new.text)
        try await client.refill(.commit)
        let entered = try #require(try await daemon.record("mixture-entered").last)
        let start = try #require(entered.payload["forwardPicoliters"]?.number)
        try await client.resume(revision: 3)
        let first = try #require(try await client.status().bridge)
        #expect((30_000...60_000).contains(first.remainingNanoliters) && first.rateNanolitersPerDay == 2_000_000)
        #expect((1_200...2_600).contains(first.remainingSeconds), "\(first)")
        let bolus = try await client.refusal { try await $0.bolus(microliters: 10, minutes: 5, revision: 3) }
        #expect(bolus.name == "BridgeActive")
        #expect(try await client.refusal { try await $0.requestBolus() }.name == "BridgeActive")
        #expect(try await client.allowance().reason == "a bridge bolus runs")
        let middle = try #require(
            try await daemon.watch { ($0.bridge?.remainingNanoliters ?? 0) < 45_000 }.bridge?.remainingNanoliters)
        client = try await daemon.killAndStart()
        let seen = try #require(try await daemon.record("daemon-started").last?.sequence)
        #expect(try #require(try await client.status().bridge).remainingNanoliters <= middle)
        try await client.resume(revision: 3)
        try await daemon.wait(for: "bridge-ended", after: seen)
        let status = try await daemon.watch { $0.bridge == nil }
        #expect(status.programRateNanolitersPerDay == 500_000)
        let moved = try await daemon.record("stroke-ended", "uncertain-settled").filter {
            $0.sequence > entered.sequence
        }
        let ended = try #require(try await daemon.record("bridge-ended").first)
        let bridged = moved.filter { $0.sequence < ended.sequence }.reduce(Int64(0)) {
            $0 + ($1.payload["deliveredPicoliters"]?.number ?? $1.payload["volumePicoliters"]?.number ?? 0)
        }
        #expect(isPath(bridged), "\(bridged) from \(start)")
        let granted = try await client.requestBolus()
        #expect(granted.volumeNanoliters == 12_500)
        daemon.terminate()
    }

    @Test("BR-D07: the published bridge: 0.395 mL from 500 to 2000 ug/mL at 100 ug/day is 0.2 mL/day for 47.4 h")
    func published() async throws {
        let daemon = try DaemonProcess(speedUp: 500)
        let client = try await daemon.start()
        let dose = "mode = \"simple-continuous\"\ndose-rate = \"100 ug/day\""
        var therapy = BenchTherapy(
            concentration: "500 ug/mL", ceilings: "day-ceiling = \"150 ug\"", infusion: dose,
            path: ("0.286 mL", "0.109 mL"))
        try await client.fillPath(daemon, therapy, microliters: 416)
        try await client.refill(.begin)
        try await client.refill(.aspirated, microliters: 19_584)
        (therapy.concentration, therapy.fillDate) = ("2 mg/mL", "2026-12-12")
        let proposal = try #require(try await client.refill(.fill, document: therapy.text).proposal)
        let figures = Dictionary(proposal.figures.map { ($0.name, $0.text) }, uniquingKeysWith: { $1 })
        #expect(figures["bridge"] == "0.395 mL of 500 ug/mL at 0.2 mL/day for 47.4 h", "\(figures)")
        #expect(figures["rate"] == "0.05 mL/day" && figures["prime takes"] == "5.7 min")
        #expect(proposal.warnings.contains { $0.contains("bridge bolus of 0.395 mL") && $0.contains("47.4 h") })
        #expect(proposal.ahead.contains { $0.hours == 47 && $0.outletNanogramsPerDay == 400_000 }, "\(proposal.ahead)")
        try await client.refill(.commit)
        try await client.resume(revision: 3)
        let bridge = try #require(try await client.status().bridge)
        #expect((380_000...395_000).contains(bridge.remainingNanoliters) && bridge.rateNanolitersPerDay == 200_000)
        #expect((164_000...170_640).contains(bridge.remainingSeconds), "\(bridge)")
        daemon.terminate()
    }

    @Test("BR-D07: a bridge is declined with a reason only, on record, and the old mixture comes at the new rate")
    func declined() async throws {
        let daemon = try DaemonProcess(speedUp: 300)
        let client = try await daemon.start()
        try await client.fillPath(daemon, Self.old, microliters: 70)
        try await client.refill(.begin)
        try await client.refill(.aspirated, microliters: 19_930)
        let empty = try await client.refusal {
            try await $0.refill(.fill, document: Self.new.text, declineBridge: "")
        }
        #expect(empty["parameter"] == "declineBridge")
        let filled = try await client.refill(.fill, document: Self.new.text, declineBridge: "the path was rinsed")
        #expect(try #require(filled.proposal).warnings.contains { $0.contains("ada declines the bridge bolus") })
        try await client.refill(.commit)
        let event = try await daemon.wait(for: "bridge-declined")
        #expect(event.payload["name"] == "ada" && event.payload["reason"] == "the path was rinsed")
        #expect(event.payload["revision"] == 3)
        try await client.resume(revision: 3)
        let status = try await client.status()
        #expect(status.bridge == nil && status.programRateNanolitersPerDay == 500_000)
        daemon.terminate()
    }

    @Test("A refill that is abandoned changes no prescription, and holds every other commit until then")
    func abandoned() async throws {
        let daemon = try DaemonProcess()
        let client = try await daemon.start()
        #expect(try await client.refusal { try await $0.refill(.begin) }.name == "NoProgram")
        try await client.take(Self.old)
        #expect(try await client.refusal { try await $0.refill(.abandon) }.name == "OutOfOrder")
        try await client.refill(.begin)
        try await client.refill(.aspirated, microliters: 19_000)
        let proposal = try await client.propose(Self.old.text, revision: 1)
        #expect(try await client.refusal { try await $0.commit(proposal, revision: 1) }.name == "OutOfOrder")
        // The reservoir is not what the account says any more.
        #expect(try await client.refusal { try await $0.refill(.abandon) }.name == "OutOfOrder")
        try await client.refill(.fill, document: Self.old.text)
        let filled = try await client.refill(.commit)
        #expect(filled.refill == nil && filled.revision == 2)
        try await client.refill(.begin)
        let last = try await client.refill(.abandon)
        #expect(last.refill == nil && last.revision == 2)
        try await daemon.watch { $0.state == .stopped }
        let steps = try await daemon.record("refill-step").map { $0.payload["step"] }
        #expect(steps == ["begin", "aspirated", "fill", "commit", "begin", "abandon"])
        try await client.resume(revision: 2)
        #expect(try await client.status().refill == nil)
        daemon.terminate()
    }
}
