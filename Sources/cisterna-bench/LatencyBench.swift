// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Histogram
import PumpCore
import Quantities
import RealTime

/// How late the real-time thread wakes, beside cyclictest in the same run: slices of both by turns, so that both meet the
/// same machine.
struct LatencyBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "latency", abstract: "Wake-up latency of the real-time thread beside cyclictest's.")

    @Flag(help: "One line of JSON.") var json = false
    @Option(help: "Seconds for each of the two.") var seconds = 10

    func run() throws {
        let hold = try? LatencyHold()
        let motor = try BusyMotor()
        defer { motor.end() }
        var ours = Histogram<UInt64>(highestTrackableValue: 1_000_000_000, numberOfSignificantValueDigits: .three)
        var theirs = Histogram<UInt64>(highestTrackableValue: 1_000_000, numberOfSignificantValueDigits: .three)
        for _ in 0..<max(1, seconds) {
            try motor.slice(seconds: 1, into: &ours)
            try Cyclictest.slice(seconds: 1, into: &theirs)
        }
        let schedulingClass = motor.schedulingClass == 1 ? "SCHED_FIFO" : "other (errno \(-motor.schedulingClass))"
        var values: [String: Double] = [
            "samples": Double(ours.totalCount), "cyclictestSamples": Double(theirs.totalCount),
            "lateEdges": Double(motor.lateEdges),
        ]
        for (name, percentile) in [("p50", 50.0), ("p99", 99.0), ("p999", 99.9), ("max", 100)] {
            // In whole microseconds, cut off: cyclictest counts so.
            let our = Double(ours.valueAtPercentile(percentile) / 1_000)
            let their = Double(theirs.valueAtPercentile(percentile))
            values["\(name)Microseconds"] = our
            values["\(name)CyclictestMicroseconds"] = their
            values["\(name)Ratio"] = their == 0 ? 0 : our / their
        }
        report(
            values,
            notes: [
                "schedulingClass": schedulingClass,
                "latencyHold": hold == nil ? "no" : "yes", "interval": "1 ms, both at priority 60",
            ], json: json)
        _ = consume hold
    }
}
