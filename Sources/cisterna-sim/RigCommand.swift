// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import CLinux
import Foundation
import Quantities
import RealTime
import RigFile
import SimulatedRig
import Synchronization

/// A simulated rig in a process of its own, which outlives any daemon that drives it.
struct RigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rig", abstract: "Runs a simulated rig in a process of its own, until SIGTERM.",
        discussion: """
            A daemon drives it whose configuration names the same lines ([simulation] rig) and the same speed-up. At its \
            end it prints what really happened, as one line of JSON.
            """)

    @Option(help: "The file of lines that it makes; in memory, as under /run.") var lines: String
    @Option(help: "The rig file; that of the daemon.") var rig: String
    @Option(help: "Rig seconds a real second, 1 to 100000; that of the daemon.") var speedUp: Int64 = 1
    @Flag(help: "End when the process that started it has ended.") var tethered = false

    /// SIGTERM or SIGINT has come.
    private static let isEnding = Atomic<Bool>(false)
    /// How often it looks at its lines.
    private static var interval: Quantities.Duration { Quantities.Duration(nanoseconds: 500_000) }

    func validate() throws {
        guard (1...100_000).contains(speedUp) else { throw ValidationError("--speed-up is 1 to 100000") }
    }

    func run() throws {
        let description = try RigDescription(parsing: String(contentsOfFile: rig, encoding: .utf8), file: rig)
        guard case .simulated(let physics) = description.hardware else {
            throw ValidationError("\(rig): “\(description.name)” is no simulated rig")
        }
        for number in [SIGTERM, SIGINT] { signal(number) { _ in Self.isEnding.store(true, ordering: .relaxed) } }
        let parent = getppid()
        // Without real-time scheduling it is late now and then, and still counts every pulse.
        if cisterna_thread_fifo(ThreadPriority.realTime - 10) != 0 { _ = cisterna_thread_timer_slack(1) }
        let parameters = SimulatedRigParameters(description, physics)
        let mapped = try RigLines.make(
            at: lines, rigFile: description.digest, speed: speedUp, now: MonotonicClock.now())
        var standalone = StandaloneRig(parameters, lines: mapped, place: parameters.firstPlace)
        while !Self.isEnding.load(ordering: .relaxed), !tethered || getppid() == parent {
            let now = MonotonicClock.now()
            standalone.follow(realNow: now)
            _ = cisterna_sleep_until((now + Self.interval).nanoseconds)
        }
        standalone.follow(realNow: MonotonicClock.now())
        print(try RigTruth(mapped).json)
    }
}
