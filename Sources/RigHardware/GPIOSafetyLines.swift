// SPDX-License-Identifier: Apache-2.0
import PumpCore

/// ENABLE, heartbeat and pinch valve, a request each: they belong to the supervisor thread alone.
///
/// Open it before ``GPIORig``, so that the driver is off before STEP and DIR are touched, and release it last.
public struct GPIOSafetyLines: SafetyLines, BitwiseCopyable {
    /// What ENABLE said before it was driven.
    public let enableAtRest: EnableAtRest
    private let enable: GPIOOutputs
    private let heartbeat: GPIOOutputs?
    private let pinchValve: GPIOOutputs?

    /// Reads ENABLE without driving it, then requests the lines: driver off, heartbeat low, valve closed.
    public static func open(_ configuration: GPIOConfiguration) throws(GPIOError) -> GPIOSafetyLines {
        try configuration.check()
        let lines = try GPIOLines(chip: configuration.chip)
        let atRest = try readEnable(configuration, lines)
        let enable = try lines.request([configuration.enable], consumer: configuration.consumer("enable"))
        var heartbeat: GPIOOutputs?
        do throws(GPIOError) {
            if let line = configuration.heartbeat {
                heartbeat = try lines.request([line], consumer: configuration.consumer("heartbeat"))
            }
            var pinchValve: GPIOOutputs?
            if let line = configuration.pinchValve {
                pinchValve = try lines.request([line], consumer: configuration.consumer("pinch-valve"))
            }
            return GPIOSafetyLines(
                enableAtRest: atRest, enable: enable, heartbeat: heartbeat, pinchValve: pinchValve)
        } catch {
            heartbeat?.release()
            enable.release()
            throw error
        }
    }

    private static func readEnable(
        _ configuration: GPIOConfiguration, _ lines: GPIOLines
    ) throws(GPIOError) -> EnableAtRest {
        let output = configuration.enable
        let consumer = configuration.consumer("enable")
        var leftDriven: Bool?
        if try lines.line(output.name).isOutput {
            leftDriven = try lines.read(output, asInput: false, consumer: consumer)
        }
        return EnableAtRest(
            leftDriven: leftDriven, isOnWhenReleased: try lines.read(output, asInput: true, consumer: consumer))
    }

    @_noAllocation @_noLocks
    public func setEnable(_ isOn: Bool) -> Bool { enable.set(0, isOn) }

    @_noAllocation @_noLocks
    public func setHeartbeat(_ isHigh: Bool) -> Bool {
        guard let heartbeat else { return true }
        return heartbeat.set(0, isHigh)
    }

    /// Opens or closes the pinch valve. True also where the rig has none.
    @_noAllocation @_noLocks
    public func setPinchValve(_ isOpen: Bool) -> Bool {
        guard let pinchValve else { return true }
        return pinchValve.set(0, isOpen)
    }

    /// Makes the lines safe and gives them back. Nothing may be set after it.
    public func release() {
        _ = setEnable(false)
        _ = setHeartbeat(false)
        _ = setPinchValve(false)
        enable.release()
        heartbeat?.release()
        pinchValve?.release()
    }
}
