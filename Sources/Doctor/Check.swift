// SPDX-License-Identifier: Apache-2.0

/// What is looked at, by names that stay.
public enum Check: String, Sendable, Hashable, CaseIterable {
    case kernelPreemption = "kernel-preemption"
    case schedulingClass = "scheduling-class"
    case memoryLock = "memory-lock"
    case processLimits = "process-limits"
    case realTimeThrottling = "real-time-throttling"
    case cpuGovernor = "cpu-governor"
    case isolatedCPUs = "isolated-cpus"
    case idleHold = "idle-hold"
    case latency
    case clockSource = "clock-source"
    case clockSynchronised = "clock-synchronised"
    case gpioDevices = "gpio-devices"
    case gpioLines = "gpio-lines"
    case releasedLines = "released-lines"
    case controlSocket = "control-socket"
    case stateFolder = "state-folder"
    case hardwareWatchdog = "hardware-watchdog"
}
