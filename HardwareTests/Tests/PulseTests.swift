// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import RigFile
import Testing

/// Goal: what the account says is what the lines did. Method: the kernel's own trace of the STEP and DIR lines beside the
/// forward odometer.
@Suite("Pulses on real lines", .serialized, .enabled(if: HardwareRig.isThere))
struct PulseTests {
    /// One trace granule: the trace counts whole microseconds.
    private static let granule: Int64 = 1_000

    @Test("BR-W01: a bolus makes exactly the pulses that the account counts, with the driver's times")
    func bolus() async throws {
        let pump = try PumpUnderTest()
        let chip = try KernelChip(label: pump.rig.wiring.lines.chip)
        // From before the start, so that DIR's own set is in it.
        try pump.stopService()
        let trace = try LineTrace(chip)
        try pump.start(forgetting: true)
        let client = try await pump.client()
        let before = try await pump.status(client)
        let maximum = before.maximumRateNanolitersPerDay
        // A trickle, and on top of it a bolus of 20 strokes over 20 s.
        let revision = try await pump.apply(rate: "0.01 mL/day", client)
        try await pump.acknowledge("restarted", client)
        try await pump.resume(revision: revision, client)
        let interrogation = try await client.call(
            ControlMethod.interrogate.qualifiedName, encoding: EmptyMessage(), as: InterrogateReply.self)
        let volume = interrogation.strokePicoliters * 20 / 1_000
        let seconds = max(20, volume * 86_400 / (maximum / 2))
        _ = try await client.call(
            ControlMethod.bolus.qualifiedName,
            encoding: BolusParameters(
                requestId: "pulses", revision: revision, doseNanograms: nil, volumeNanoliters: volume,
                durationSeconds: seconds), as: BolusReply.self)
        let pulsesOfStroke = Int64(
            pump.rig.description.mechanics.strokeFullSteps * pump.rig.description.mechanics.microsteps)
        let wanted = before.odometerForwardPulses + 19 * pulsesOfStroke
        _ = try await pump.wait(forPulses: wanted, client)
        let deadline = PumpUnderTest.now + 120_000_000_000
        while try await pump.status(client).bolus != nil {
            try #require(PumpUnderTest.now < deadline, "the bolus does not end")
            try await Task.sleep(for: .milliseconds(100))
        }
        let reply = try await pump.stop(client)
        let events = try trace.events()
        let train = try PulseTrain(events, rig: pump.rig, chip: chip)
        let counted = reply.lastOdometerPulses - before.odometerForwardPulses

        #expect(Int64(train.count) == counted)
        #expect(train.forward == train.count)
        // Whole strokes; the bolus and less than one stroke of background before it.
        #expect(counted % pulsesOfStroke == 0)
        #expect((19...21).contains(counted / pulsesOfStroke), "\(counted) pulses")
        let driver = pump.rig.wiring.driver
        #expect(train.shortestHigh >= driver.stepHigh.nanoseconds - Self.granule)
        #expect(train.shortestLow >= driver.stepLow.nanoseconds - Self.granule)
        #expect(train.shortestSetup < .max, "DIR was never set")
        #expect(train.shortestSetup >= driver.directionSetup.nanoseconds - Self.granule)
        Figures.add(
            "pulses",
            [
                "bolus": "\(volume) nL", "commanded": "\(counted) pulses", "traced": "\(train.count)",
                "least high": Figures.microseconds(train.shortestHigh),
                "least low": Figures.microseconds(train.shortestLow),
                "least setup": Figures.microseconds(train.shortestSetup),
                "least wanted": Figures.microseconds(driver.stepHigh.nanoseconds),
            ])
        try pump.stopService()
    }

    @Test("ENABLE comes before the first pulse by its settling time, and the heartbeat before ENABLE")
    func order() async throws {
        let pump = try PumpUnderTest()
        let rig = pump.rig
        let chip = try KernelChip(label: rig.wiring.lines.chip)
        try pump.start(forgetting: true)
        let client = try await pump.client()
        let trace = try LineTrace(chip)
        try await pump.deliver(rate: "10 mL/day", client)
        _ = try await pump.wait(forPulses: 1, client)
        try await pump.stop(client)
        let events = try trace.events()
        let enable = try rig.output(.enable)
        let enableLine = try chip.number(of: enable.name)
        let on = try #require(events.first { $0.line == enableLine && $0.isHigh != enable.activeLow })
        let train = try PulseTrain(events, rig: rig, chip: chip)
        let first = try #require(train.rises.first)
        #expect(first - on.time + Self.granule >= rig.description.mechanics.enableSettle.nanoseconds)
        if let heartbeat = rig.wiring.lines.outputs[.heartbeat] {
            let heartbeatLine = try chip.number(of: heartbeat.name)
            let beat = try #require(events.first { $0.line == heartbeatLine && $0.task == "cis-supervisor" })
            #expect(on.time - beat.time + Self.granule >= rig.wiring.driver.monostableSettle.nanoseconds)
        }
        try pump.stopService()
    }
}
