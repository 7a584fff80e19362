// SPDX-License-Identifier: Apache-2.0
import Foundation
import PumpCore
import Quantities
import SimulatedRig
import Testing

/// Goal: what a daemon pulses is counted in the file by one addition, and the wrong file is refused by name. Method: both
/// ends in one process, by calls; clocks are arguments.
@Suite("The lines to a rig in another process")
final class RigLinesTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cis-\(UUID().uuidString)")
    private let digest = String(repeating: "0123456789abcdef", count: 4)

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private var path: String { folder.appendingPathComponent("lines").path }

    private func make(speed: Int64 = 20) throws -> RigLines {
        try RigLines.make(at: path, rigFile: digest, speed: speed, now: .zero)
    }

    private func drive(speed: Int64 = 20, at now: Instant = .zero, digest: String? = nil) throws -> RigLines {
        try RigLines.drive(path, rigFile: digest ?? self.digest, speed: speed, now: now)
    }

    @Test("Pulses through the lines move the head as pulses within the daemon do: one model, one volume")
    func oneModel() throws {
        let near = SimulatedTruth()
        _ = SimulatedSafetyLines(truth: near).setEnable(true)
        var inside = SimulatedRig(SimulatedRigParameters(), truth: near, at: .zero, place: 120)
        let made = try make()
        var still = SimulatedRigParameters()
        still.disturbances = .init()
        var standalone = StandaloneRig(still, lines: made, place: 120)
        let lines = try drive()
        _ = LinkedSafetyLines(lines).setEnable(true)
        var linked = LinkedRig(lines, sampleInterval: .second, at: .zero)
        for pulse in 1...1_500 {
            _ = inside.pulse(at: .zero)
            _ = linked.pulse(at: .zero)
            if pulse % 7 == 0 { standalone.follow(realNow: .zero) }
        }
        #expect(!made.isFollowed)
        standalone.follow(realNow: .zero)
        #expect(made.isFollowed && made.forwardPulses == StepCount(pulses: 1_500))
        #expect(made.pumped == near.pumped && made.pumped > .zero)
        standalone.follow(realNow: .zero + .second * 10)
        #expect(abs(made.delivered.picoliters - made.pumped.picoliters) < 100)
    }

    @Test("A pulse with the driver off is counted as lost and moves nothing; a reverse one is counted apart")
    func registers() throws {
        let made = try make()
        var standalone = StandaloneRig(SimulatedRigParameters(), lines: made)
        let lines = try drive()
        var rig = LinkedRig(lines, sampleInterval: .second, at: .zero)
        for _ in 0..<3 { _ = rig.pulse(at: .zero) }
        let safety = LinkedSafetyLines(lines)
        _ = safety.setEnable(true)
        _ = rig.pulse(at: .zero)
        _ = rig.setDirection(.reverse)
        for _ in 0..<2 { _ = rig.pulse(at: .zero) }
        for level in [true, true, false] { _ = safety.setHeartbeat(level) }
        standalone.follow(realNow: .zero)
        #expect(made.lostPulses.pulses == 3 && made.forwardPulses.pulses == 1 && made.reversePulses.pulses == 2)
        #expect(made.pumped < .zero && made.heartbeatEdges == 2 && made.driverIsEnabled)
    }

    @Test("Sensors, index mark and input lines come back; an index mark of before the start does not")
    func wayBack() throws {
        let made = try make()
        var standalone = StandaloneRig(SimulatedRigParameters(), lines: made, place: 790)
        let lines = try drive()
        _ = LinkedSafetyLines(lines).setEnable(true)
        var rig = LinkedRig(lines, sampleInterval: .second, at: .zero)
        var inputs = RigInputs()
        // The odometer has another zero than the lines.
        inputs.forwardSteps = StepCount(pulses: 5_000)
        for _ in 0..<15 { _ = rig.pulse(at: .zero) }
        inputs.forwardSteps += StepCount(pulses: 15)
        standalone.follow(realNow: .zero + .second)
        made.set(.cover, asserted: true)
        rig.sample(at: .zero, wantsReading: false, into: &inputs)
        #expect(try #require(inputs.index).at == StepCount(pulses: 5_010))
        #expect(inputs.lines.cover && !inputs.lines.stop)
        #expect(abs(try #require(inputs.pressure).pressure.pascals - 1_733) < 1_000)
        #expect(try #require(inputs.rotor).counts == 15 * 1_000 / 800)
        var later = LinkedRig(lines, sampleInterval: .second, at: .zero)
        var none = RigInputs()
        later.sample(at: .zero, wantsReading: false, into: &none)
        #expect(none.index == nil && none.pressure != nil)
    }

    @Test("Counts outlive the one who pulsed, and the next daemon takes the same lines")
    func outlives() throws {
        let made = try make()
        var standalone = StandaloneRig(SimulatedRigParameters(), lines: made)
        for round in 1...3 {
            let lines = try drive()
            _ = LinkedSafetyLines(lines).setEnable(true)
            var rig = LinkedRig(lines, sampleInterval: .second, at: .zero)
            for _ in 0..<40 { _ = rig.pulse(at: .zero) }
            standalone.follow(realNow: .zero)
            #expect(try RigLines.watch(path).forwardPulses.pulses == Int64(40 * round))
        }
    }

    @Test("A second rig on the same lines is refused with the first one's process; after its end the lines are new")
    func secondRig() throws {
        do {
            let first = try make()
            #expect(throws: RigLinesError.rigInUse(path: path, process: getpid())) { try make() }
            #expect(try RigLines.watch(path).rigProcess == first.rigProcess)
            _ = LinkedSafetyLines(first).setEnable(true)
        }
        #expect(try make().driverIsEnabled == false)
    }

    @Test("Another file, another version, another rig file, another speed, a rig that is gone: each is named")
    func refusals() throws {
        try "hello, this is not it".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: RigLinesError.notLines(path: path)) { try drive() }
        try "short".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: RigLinesError.notLines(path: path)) { try drive() }
        try "CISLINES\u{7}\0\0\0\0\0\0\0".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: RigLinesError.otherVersion(path: path, found: 7, known: 2)) { try drive() }
        #expect(throws: RigLinesError.system(call: "open", path: path + "2", errno: ENOENT)) {
            try RigLines.watch(path + "2")
        }
        let made = try make()
        #expect(throws: RigLinesError.otherSpeed(path: path, found: 20, wanted: 21)) { try drive(speed: 21) }
        #expect(throws: RigLinesError.otherRig(path: path)) { try drive(digest: "ff" + digest) }
        #expect(throws: RigLinesError.rigIsGone(path: path, process: made.rigProcess)) {
            try drive(at: .zero + .second + .millisecond)
        }
        let first = try drive()
        #expect(throws: RigLinesError.driven(path: path)) { try drive() }
        #expect(first.path == path)
    }
}
