// SPDX-License-Identifier: Apache-2.0
import RigFile

/// The pulses of STEP within a trace, with the shortest of each time that a driver has a minimum for.
struct PulseTrain: Sendable {
    /// When STEP was asserted, each time, CLOCK_MONOTONIC in nanoseconds.
    private(set) var rises: [Int64] = []
    private(set) var shortestHigh = Int64.max
    private(set) var shortestLow = Int64.max
    private(set) var shortestSetup = Int64.max
    /// Pulses that were made while DIR said forward.
    private(set) var forward = 0

    /// - Parameters:
    ///   - events: Only what `task` set counts: the requests for safe levels of other programs are no pulses.
    init(_ events: [LineEvent], rig: HardwareRig, chip: KernelChip, task: String = "cis-realtime") throws {
        let step = try rig.output(.step)
        let direction = try rig.output(.direction)
        let stepLine = try chip.number(of: step.name)
        let directionLine = try chip.number(of: direction.name)
        let isReversed = rig.description.mechanics.reverseDirection
        var isUp: Bool?
        var isForward = true
        var lastTurn = Int64.min
        var lastFall = Int64.min
        for event in events where event.task == task {
            if event.line == directionLine {
                let now = event.isHigh != (direction.activeLow != isReversed)
                if now != isForward || lastTurn == .min {
                    lastTurn = event.time
                }
                isForward = now
            } else if event.line == stepLine {
                let level = event.isHigh != step.activeLow
                guard level != isUp ?? false else { continue }
                isUp = level
                if level {
                    if lastFall != .min { shortestLow = min(shortestLow, event.time - lastFall) }
                    if lastTurn != .min { shortestSetup = min(shortestSetup, event.time - lastTurn) }
                    if isForward { forward += 1 }
                    rises.append(event.time)
                } else {
                    if let rise = rises.last { shortestHigh = min(shortestHigh, event.time - rise) }
                    lastFall = event.time
                }
            }
        }
    }

    var count: Int { rises.count }
}
