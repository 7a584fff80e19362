// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing
import Varlink

/// Goal: what went wrong with the dose accounts of other systems goes right here. Method: each incident by its name, with the
/// real daemon and SIGKILL at the moment that it was about.
@Suite("Named incidents of dose accounting", .serialized, .timeLimit(.minutes(5)))
struct NamedIncidentTests {
    /// A pump that delivers, and has made its first strokes.
    private func delivering(_ daemon: DaemonProcess) async throws -> Client {
        let client = try await daemon.start()
        try await client.take(BenchTherapy(tables: BenchTherapy.demand()))
        try await client.resume()
        return client
    }

    /// What strokes on record delivered of a bolus, in picolitres.
    private func share(of bolus: Int64, _ daemon: DaemonProcess) async throws -> Int64 {
        try await daemon.record("stroke-ended").filter { $0.payload["bolus"]?.number == bolus }
            .reduce(0) { $0 + ($1.payload["bolusSharePicoliters"]?.number ?? 0) }
    }

    /// Strokes of a bolus up to so much of it.
    private func waitForShare(_ picoliters: Int64, of bolus: Int64, _ daemon: DaemonProcess) async throws {
        var sum: Int64 = 0
        try await daemon.wait(for: "stroke-ended") { stroke in
            if stroke["bolus"]?.number == bolus { sum += stroke["bolusSharePicoliters"]?.number ?? 0 }
            return sum >= picoliters
        }
    }

    /// Whether what has left the reservoir and what is left are the fill.
    private func expectBalance(_ status: StatusMessage, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let reservoir = try #require(status.reservoir, sourceLocation: sourceLocation)
        let delivered = status.deliveredOnRecord.nominalPicoliters / 1_000
        let sum = reservoir.remainingNanoliters + delivered
        #expect((reservoir.fillNanoliters - 1...reservoir.fillNanoliters).contains(sum), sourceLocation: sourceLocation)
    }

    @Test(
        "BR-D11: recorded only after completion (AndroidAPS 149, 1361): the intent is on record before the first stroke, what was given after the kill"
    )
    func recordedOnlyAfterCompletion() async throws {
        let daemon = try DaemonProcess()
        var client = try await delivering(daemon)
        let bolus = try await client.bolus(microliters: 200, minutes: 240)
        try await waitForShare(10_000_000, of: bolus.bolusId, daemon)
        client = try await daemon.killAndStart()
        let ordered = try await daemon.wait(for: "bolus-ordered")
        #expect(ordered.payload["volumePicoliters"] == 200_000_000)
        let first = try await daemon.wait(for: "stroke-ended") { $0["bolus"]?.number == bolus.bolusId }
        #expect(ordered.sequence < first.sequence)
        let settled = try await daemon.wait(for: "uncertain-settled").payload
        let lower = try await share(of: bolus.bolusId, daemon)
        guard case .array(let closed) = settled["boluses"] else { throw CancellationError() }
        #expect(closed.map { $0["bolus"]?.number } == [bolus.bolusId])
        let interval = try #require(closed.first)
        // Each stroke's part is cut to whole picolitres on record.
        #expect(abs(try #require(interval["deliveredLowerPicoliters"]?.number) - lower) < 1_000)
        let upper = try #require(interval["deliveredUpperPicoliters"]?.number)
        #expect(upper >= lower && upper < 200_000_000)
        let status = try await client.status()
        let strokes = try await daemon.record("stroke-ended").reduce(Int64(0)) {
            $0 + ($1.payload["deliveredPicoliters"]?.number ?? 0)
        }
        #expect(status.deliveredOnRecord.nominalPicoliters >= strokes && status.bolus == nil)
        try expectBalance(status)
        daemon.terminate()
    }

    @Test(
        "BR-D15: lost on a kill, then dosed again (Loop 1834, 1786): whoever repeats the request after a kill at any moment is told, and given nothing",
        arguments: ["bolus-ordered", "bolus-started", "stroke-ended"])
    func lostOnKillThenDosedAgain(moment: String) async throws {
        let daemon = try DaemonProcess(speedUp: 1_000)
        var client = try await delivering(daemon)
        // The reply is lost with the daemon, unless it came before.
        let first = Task { [client] in try? await client.bolus(microliters: 50, minutes: 10, id: "b1") }
        try await daemon.wait(for: moment) { moment != "stroke-ended" || ($0["bolus"]?.number ?? 0) > 0 }
        daemon.kill()
        let reply = await first.value
        client = try await daemon.start()
        let seen = try #require(try await daemon.record("daemon-started").last?.sequence)
        try await client.resume()
        do {
            let again = try await client.bolus(microliters: 50, minutes: 10, id: "b1")
            #expect(reply == nil || again == reply)
        } catch let error as CallError {
            #expect(reply == nil && error.name.hasSuffix(".RequestInterrupted"), "\(error)")
        }
        let outcome = try await client.call(ControlMethod.outcome.qualifiedName, ["requestId": "b1"])
        #expect(outcome["state"] == "done")
        try await daemon.wait(for: "stroke-ended", after: seen)
        #expect(try await client.status().bolus == nil)
        #expect(try await daemon.record("bolus-ordered").count == 1)
        #expect(try await daemon.record("bolus-started").allSatisfy { $0.sequence < seen })
        daemon.terminate()
    }

    @Test(
        "BR-D11: subtracted twice (OmniBLE 144, Trio 627): what a kill left open is settled once, however often the daemon starts"
    )
    func subtractedTwice() async throws {
        let daemon = try DaemonProcess()
        var client = try await delivering(daemon)
        let bolus = try await client.bolus(microliters: 50, minutes: 20)
        try await waitForShare(5_000_000, of: bolus.bolusId, daemon)
        client = try await daemon.killAndStart()
        let once = try await client.status()
        try expectBalance(once)
        for _ in 0..<2 {
            client = try await daemon.killAndStart()
            let again = try await client.status()
            #expect(again.deliveredOnRecord == once.deliveredOnRecord && again.reservoir == once.reservoir)
            #expect(again.odometerForwardPulses == once.odometerForwardPulses && again.doses == once.doses)
        }
        let settled = try await daemon.record("uncertain-settled").filter { $0.payload["pulses"] != 0 }
        #expect(settled.count <= 1)
        // Never more than was reserved beyond what strokes on record delivered; never the rest of the bolus.
        let strokes = try await daemon.record("stroke-ended").reduce(Int64(0)) {
            $0 + ($1.payload["deliveredPicoliters"]?.number ?? 0)
        }
        let beyond = once.deliveredOnRecord.nominalPicoliters - strokes
        #expect(beyond >= 0 && beyond <= 3_000_000, "\(beyond)")
        daemon.terminate()
    }

    @Test(
        "BR-D13: the full amount assumed after a stop (MedtrumKit 141, Loop 983): what is cut short counts as what its strokes gave"
    )
    func fullAmountAssumedAfterAStop() async throws {
        let daemon = try DaemonProcess()
        var client = try await delivering(daemon)
        let stopped = try await client.bolus(microliters: 50, minutes: 20)
        try await waitForShare(5_000_000, of: stopped.bolusId, daemon)
        try await client.stop()
        let end = try await daemon.wait(for: "bolus-ended") { $0["bolus"]?.number == stopped.bolusId }
        try await daemon.watch { $0.state == .stopped }
        try await client.resume()
        let cancelled = try await client.bolus(microliters: 50, minutes: 20)
        try await waitForShare(5_000_000, of: cancelled.bolusId, daemon)
        let _: EmptyMessage = try await client.ask(
            .cancelBolus, CancelBolusParameters(requestId: "c1", bolusId: cancelled.bolusId))
        let cut = try await daemon.wait(for: "bolus-ended", after: end.sequence)
        for (event, bolus, word) in [(end, stopped, "stopped"), (cut, cancelled, "cancelled")] {
            let delivered = try #require(event.payload["deliveredPicoliters"]?.number)
            #expect(event.payload["end"] == .string(word) && (5_000_000..<50_000_000).contains(delivered))
            #expect(abs(delivered - (try await share(of: bolus.bolusId, daemon))) < 1_000)
        }
        try await client.stop()
        try await daemon.watch { $0.state == .stopped }
        let before = try await client.status().deliveredOnRecord
        client = try await daemon.killAndStart()
        let status = try await client.status()
        let strokes = try await daemon.record("stroke-ended").reduce(Int64(0)) {
            $0 + ($1.payload["deliveredPicoliters"]?.number ?? 0)
        }
        // Stopped before the kill: nothing was left to be uncertain of. The stroke that first passed the index mark was
        // planned by the mean.
        #expect(status.deliveredOnRecord == before)
        #expect(abs(before.nominalPicoliters - strokes) < 57_000)
        try expectBalance(status)
        daemon.terminate()
    }

    @Test(
        "BR-D15: duplicated (AndroidAPS 830, 1768): one request on five connections at once, and again after a kill, is one dose"
    )
    func duplicated() async throws {
        let daemon = try DaemonProcess(speedUp: 1_000)
        var client = try await delivering(daemon)
        let socket = daemon.socket
        let granted = await withTaskGroup(of: RequestBolusReply?.self) { group in
            for _ in 0..<5 {
                group.addTask { try? await Client.connect(path: socket).requestBolus("button-1") }
            }
            return await group.reduce(into: [RequestBolusReply]()) { all, reply in if let reply { all.append(reply) } }
        }
        let first = try #require(granted.first)
        #expect(granted.allSatisfy { $0 == first })
        try await daemon.wait(for: "bolus-ended") { $0["bolus"]?.number == first.bolusId }
        #expect(try await client.requestBolus("button-1") == first)
        client = try await daemon.killAndStart()
        #expect(try await client.requestBolus("button-1") == first)
        try await client.resume()
        #expect(try await client.requestBolus("button-1") == first)
        for kind in ["bolus-ordered", "bolus-started", "bolus-ended"] {
            #expect(try await daemon.record(kind).map { $0.payload["bolus"]?.number } == [first.bolusId], "\(kind)")
        }
        #expect(try await share(of: first.bolusId, daemon) <= first.volumeNanoliters * 1_000)
        #expect(try await client.allowance().leftToday == 2)
        daemon.terminate()
    }
}
