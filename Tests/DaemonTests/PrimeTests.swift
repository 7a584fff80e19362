// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import Testing

/// Goal: a prime fills what somebody declared free, once, and a stop ends it. Method: the real daemon, on a path of
/// 60 uL give or take 3.
@Suite("Priming over the socket", .serialized, .timeLimit(.minutes(5)))
struct PrimeTests {
    @Test(
        "BR-S03 BR-D08: refused on a path that may hold drug; then no more than the path in all; a stop in the middle stays one"
    )
    func prime() async throws {
        // Slow enough for all that is asked meanwhile.
        let daemon = try DaemonProcess(speedUp: 2)
        var client = try await daemon.start()
        try await client.take(BenchTherapy(tables: BenchTherapy.demand()))
        #expect(try await client.refusal { try await $0.prime() }.name == "PathNotFree")
        #expect(try await client.refusal { try await $0.declarePath(reason: "") }["parameter"] == "reason")
        try await client.declarePath(reason: "rinsed with saline")
        let declared = try await daemon.wait(for: "path-declaration").payload
        #expect(declared["operator"] == "ada" && declared["reason"] == "rinsed with saline")

        let first = try await client.prime(40)
        #expect(first.volumeNanoliters == 40_000 && first.rateNanolitersPerDay == 100_000_000)
        #expect(first.expectedSeconds == 35 && first.warning.contains("0.003 mL"), "\(first)")
        let priming = try await client.status()
        #expect(priming.state == .priming && priming.bolus?.kind == .prime)
        #expect(try await client.refusal { try await $0.requestBolus() }["state"] == "priming")
        #expect(try await client.refusal { try await $0.bolus(microliters: 5, minutes: 1) }["state"] == "priming")
        #expect(try await client.refusal { try await $0.prime(5) }["state"] == "priming")
        let stroke = try await daemon.wait(for: "stroke-ended") { $0["bolus"]?.number == first.bolusId }
        try await client.stop()
        let stopped = try await daemon.wait(for: "bolus-ended", after: stroke.sequence)
        #expect(stopped.payload["end"] == "stopped")
        let delivered = try #require(stopped.payload["deliveredPicoliters"]?.number) / 1_000
        let rest = try await daemon.watch { $0.state == .stopped && $0.bolus == nil }
        #expect(rest.strokes == (try await client.status().strokes))
        daemon.terminate()

        try daemon.write(speedUp: 30)
        client = try await daemon.start()
        // All that went forward counts, in parts that are whole full steps of the motor.
        let beyond = try await client.refusal { try await $0.prime(63) }
        #expect(beyond.name == "BeyondPath")
        let left = try #require(beyond["leftNanoliters"]?.number)
        #expect((63_000 - delivered - 57...63_000 - delivered + 57).contains(left))
        let second = try await client.prime()
        #expect((left - 3_001...left - 2_999).contains(second.volumeNanoliters))
        let ended = try await daemon.wait(for: "bolus-ended", after: stopped.sequence)
        #expect(ended.payload["end"] == "completed")
        try await daemon.watch { $0.state == .stopped }
        let full = try await client.refusal { try await $0.prime() }
        #expect(full.name == "BeyondPath" && (full["leftNanoliters"]?.number ?? .max) < 3_300)
        // Nothing of it has left the tip but what the uncertainty allows for.
        #expect(try await client.status().doses.first?.dayNanograms ?? 0 <= 4_000)
        try await client.resume()
        #expect(try await client.status().state == .delivering)
        #expect(try await client.refusal { try await $0.declarePath() }["state"] == "delivering")
        daemon.terminate()
    }
}
