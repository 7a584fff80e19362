// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import CLinux
import PumpCore
import Quantities
import RigHardware

/// How many pulses a second go out on a real line when nothing holds them back: the rig's own way of making them, as the
/// real-time thread uses it. A driver's minimum widths come on top: here nothing is waited for.
struct FloodBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flood",
        abstract: "Highest rate of pulses on a line of the kernel's gpio-sim; no other chip is taken.")

    @Flag(help: "One line of JSON.") var json = false
    @Option(help: "The chip's label.") var chip: String
    @Option(help: "STEP.") var step: String
    @Option(help: "DIR.") var direction: String
    @Option(help: "ENABLE; it is not touched.") var enable: String
    @Option(help: "How many pulses.") var count = 100_000

    func run() throws {
        let least = Duration(nanoseconds: 100)
        let configuration = GPIOConfiguration(
            chip: chip, step: .init(name: step), direction: .init(name: direction), enable: .init(name: enable),
            timing: DriverTiming(stepHigh: least, stepLow: least, directionSetup: least, directionHold: least),
            consumerPrefix: "bench")
        var rig = try GPIORig.open(configuration)
        guard rig.setDirection(.forward) else { throw ValidationError("DIR cannot be set") }
        let fifo = cisterna_thread_fifo(60)
        let start = cisterna_monotonic_ns()
        let failed = try rig.flood(max(1, count), chip: chip)
        let nanoseconds = cisterna_monotonic_ns() - start
        guard failed == 0 else { throw ValidationError("\(failed) pulses failed") }
        report(
            ["pulsesPerSecond": Double(max(1, count)) * 1e9 / Double(nanoseconds), "pulses": Double(max(1, count))],
            notes: ["schedulingClass": fifo == 0 ? "SCHED_FIFO" : "other"], json: json)
    }
}
