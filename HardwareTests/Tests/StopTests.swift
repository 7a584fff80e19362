// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import RigFile
import TestSupport
import Testing

/// Goal: no pulse after a stop is answered. Method: stops at random moments of fast delivery; the times of request and reply
/// beside the kernel's trace, all by CLOCK_MONOTONIC.
@Suite("Stop on real lines", .serialized, .enabled(if: HardwareRig.isThere))
struct StopTests {
    @Test("BR-D10, BR-D13: no pulse follows the reply to Stop, whenever it comes")
    func stops() async throws {
        let pump = try PumpUnderTest()
        let chip = try KernelChip(label: pump.rig.wiring.lines.chip)
        try pump.start(forgetting: true)
        let client = try await pump.client()
        let trace = try LineTrace(chip)
        let revision = try await pump.apply(rate: pump.rig.description.limits.maximumRate.description, client)
        try await pump.acknowledge("restarted", client)
        var random = SplitMix64(seed: 3)
        var toLastEdge: [Int64] = []
        var toReply: [Int64] = []
        var odometer = try await pump.status(client).odometerForwardPulses
        var inMotion = 0
        let count = HardwareRig.isShort ? 50 : 200
        for number in 0..<count {
            try await pump.resume(revision: revision, client)
            try await Task.sleep(for: .microseconds(Int.random(in: 1_000...700_000, using: &random)))
            let asked = PumpUnderTest.now
            let reply = try await pump.stop(client)
            let answered = PumpUnderTest.now
            // Longer than the next stroke would be away.
            try await Task.sleep(for: .milliseconds(300))
            let train = try PulseTrain(trace.events(), rig: pump.rig, chip: chip)
            try trace.restart()
            #expect(reply.confirmed)
            #expect(Int64(train.count) == reply.lastOdometerPulses - odometer, "stop \(number)")
            odometer = reply.lastOdometerPulses
            if let last = train.rises.last, asked - last < 10_000_000 { inMotion += 1 }
            let late = train.rises.filter { $0 > answered }
            #expect(late.isEmpty, "stop \(number): \(late.count) pulses after the reply")
            toLastEdge.append(max(0, (train.rises.last ?? asked) - asked))
            toReply.append(answered - asked)
        }
        let status = try await pump.status(client)
        #expect(status.state == .stopped)
        #expect(inMotion > count / 10, "too few stops met a stroke: \(inMotion)")
        Figures.add(
            "stop",
            [
                "stops": "\(count)", "worst request to last edge": Figures.milliseconds(toLastEdge.max()),
                "median reply": Figures.milliseconds(toReply.sorted()[count / 2]),
                "worst reply": Figures.milliseconds(toReply.max()),
                "stops within a stroke": "\(inMotion)",
                "with an edge after the request": "\(toLastEdge.filter { $0 > 0 }.count)",
            ])
        try pump.stopService()
    }

    @Test(
        "BR-D10, BR-D13: the stop input stops as the socket does, before the next edge",
        .enabled(if: HardwareRig.isKernelSimulation))
    func stopInput() async throws {
        let pump = try PumpUnderTest()
        let chip = try KernelChip(label: pump.rig.wiring.lines.chip)
        let input = try #require(pump.rig.wiring.lines.inputs[.stop])
        let pull = try chip.file("pull", of: input.name)
        try pump.start(forgetting: true)
        let client = try await pump.client()
        let trace = try LineTrace(chip)
        try await pump.deliver(rate: pump.rig.description.limits.maximumRate.description, client)
        _ = try await pump.wait(forPulses: 100, client)
        let asked = PumpUnderTest.now
        try KernelFile.write(input.activeLow ? "pull-down" : "pull-up", to: pull)
        defer { try? KernelFile.write(input.activeLow ? "pull-up" : "pull-down", to: pull) }
        while try await pump.status(client).state == .delivering {
            try #require(PumpUnderTest.now - asked < 10_000_000_000, "the stop input does not stop")
            try await Task.sleep(for: .milliseconds(5))
        }
        let train = try PulseTrain(trace.events(), rig: pump.rig, chip: chip)
        let last = max(0, try #require(train.rises.last, "nothing was traced") - asked)
        #expect(try await pump.status(client).state == .stopped)
        await #expect(throws: ControlError.stopInputAsserted.callError(in: PumpInterface.name)) {
            try await pump.resume(revision: 1, client)
        }
        Figures.add(
            "stop input",
            [
                "debounce": Figures.milliseconds(input.debounce.nanoseconds),
                "input to last edge": Figures.milliseconds(last),
            ])
        #expect(last <= input.debounce.nanoseconds + 20_000_000, "well under 200 ms")
        try pump.stopService()
    }
}
