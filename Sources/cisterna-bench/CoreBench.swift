// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import CAllocations
import PumpCore
import Quantities
import RealTime

/// What an advance of the core costs.
struct CoreBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "core", abstract: "Nanoseconds and allocations an advance.")

    @Flag(help: "One line of JSON.") var json = false
    @Option(help: "Advances to make.") var count = 2_000_000

    func run() throws {
        // A bolus rate at which one advance in fifty begins or ends a stroke: more than any therapy asks for.
        let rate = FlowRate(picolitersPerDay: 100_000_000_000)
        var core = ReferenceHead.delivering(rate, profile: ReferenceHead.profile(), at: .zero)
        var inputs = RigInputs()
        var strokes = 0
        _ = Self.drive(&core, &inputs, advances: count / 10, strokes: &strokes)
        let allocations = cisterna_allocations_of_this_thread()
        let begin = MonotonicClock.now()
        let made = Self.drive(&core, &inputs, advances: count, strokes: &strokes)
        let span = MonotonicClock.now() - begin
        let allocated = cisterna_allocations_of_this_thread() - allocations
        report(
            [
                "nanosecondsAnAdvance": Double(span.nanoseconds) / Double(made),
                "allocationsAnAdvance": Double(allocated) / Double(made), "advances": Double(made),
                "strokes": Double(strokes), "bytesOfController": Double(MemoryLayout<PumpController>.size),
            ], json: json)
    }

    /// Advances by a millisecond each, an emitter making every stroke's pulses at once with the next.
    private static func drive(
        _ core: inout PumpController, _ inputs: inout RigInputs, advances: Int, strokes: inout Int
    ) -> Int {
        var made = 0
        while made < advances {
            let outputs = core.advance(to: core.now + .millisecond, inputs: inputs)
            made += 1
            if let stroke = outputs.stroke {
                strokes += 1
                inputs.forwardSteps += stroke.pulses
            }
            while core.nextEvent() != nil { core.removeEvent() }
        }
        return made
    }
}
