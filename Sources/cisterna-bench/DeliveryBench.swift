// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import PumpCore
import Quantities
import SimulatedRig

/// Delivered against prescribed over simulated days: the core and the simulated rig, without threads, as fast as it goes.
struct DeliveryBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery", abstract: "Delivered against prescribed over simulated days.")

    @Flag(help: "One line of JSON a rate.") var json = false
    @Option(help: "Simulated days.") var days: Int64 = 30

    func run() throws {
        for text in ["0.05 mL/day", "0.5 mL/day", "24 mL/day"] {
            let rate = try FlowRate(parsing: text)
            try deliver(rate, text)
        }
    }

    private func deliver(_ rate: FlowRate, _ text: String) throws {
        let profile = ReferenceHead.profile()
        var core = ReferenceHead.delivering(rate, profile: profile, at: .zero)
        let truth = SimulatedTruth()
        _ = SimulatedSafetyLines(truth: truth).setEnable(true)
        var parameters = SimulatedRigParameters()
        parameters.reservoirPicoliters = 1e15
        var rig = SimulatedRig(parameters, truth: truth, at: .zero)
        var inputs = RigInputs()
        let end = Instant.zero + .day * days
        var strokes = 0
        while core.now < end {
            let outputs = core.advance(to: end, inputs: inputs)
            while core.nextEvent() != nil { core.removeEvent() }
            guard let stroke = outputs.stroke else { continue }
            strokes += 1
            for _ in 0..<stroke.pulses.pulses {
                _ = rig.pulse(at: core.now)
                inputs.forwardSteps += StepCount(pulses: 1)
            }
            rig.sample(at: core.now, wantsReading: false, into: &inputs)
        }
        let prescribed = try rate.volume(in: .day * days)
        let counted = core.account.forwardVolume
        report(
            [
                "days": Double(days), "prescribedMicroliters": Double(prescribed.picoliters) / 1e6,
                "countedMicroliters": Double(counted.picoliters) / 1e6,
                "pumpedMicroliters": Double(truth.pumped.picoliters) / 1e6,
                "behindInStrokes": Double((prescribed - counted).picoliters) / Double(profile.strokeVolume.picoliters),
                "strokes": Double(strokes),
            ], notes: ["rate": text], json: json)
    }
}
