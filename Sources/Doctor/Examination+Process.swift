// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Foundation
import RealTime

extension Examination {
    /// Whether the threads that make and watch edges are run before all others.
    func schedulingClass() -> Finding {
        let asked = [
            ("real-time thread", Int32?.some(obtained.realTimeClass), ThreadPriority.realTime),
            ("supervisor", obtained.supervisorClass, ThreadPriority.supervisor),
        ]
        .compactMap { name, result, priority in result.map { (name: name, result: $0, priority: priority) } }
        if asked.contains(where: { $0.result == 0 }) {
            return Finding(.schedulingClass, .unknown, "the threads have not said yet which class they obtained")
        }
        let text = asked.map { thread in
            guard thread.result < 0 else { return "\(thread.name) SCHED_FIFO at \(thread.priority)" }
            return "\(thread.name) not SCHED_FIFO: \(String(cString: strerror(-thread.result)))"
        }
        .joined(separator: ", ")
        let isObtained = asked.allSatisfy { $0.result == 1 }
        let rights = ProcessRights(machine)
        let mayTake = rights.mayTakeAnyPriority || (rights.realTimePriority ?? 0) >= Int64(ThreadPriority.supervisor)
        let remedy =
            mayTake
            ? "The limit allows it: give the control group a real-time budget (cpu.rt_runtime_us), or do without one."
            : "Raise the rtprio limit to \(ThreadPriority.supervisor) or more: LimitRTPRIO=90, as the daemon's unit has it."
        return Finding(.schedulingClass, isObtained ? .good : processDegraded, text, remedy: remedy)
    }

    /// Whether a page of the process can be away when an edge is due.
    func memoryLock() -> Finding {
        Finding(
            .memoryLock, obtained.memoryIsLocked ? .good : processDegraded,
            obtained.memoryIsLocked ? "locked" : "not locked: an edge may wait for the disk",
            remedy: "Raise the memlock limit: LimitMEMLOCK=infinity, as the daemon's unit has it.")
    }

    /// What the process may ask for at most.
    func processLimits() -> Finding {
        let rights = ProcessRights(machine)
        guard let priority = rights.realTimePriority, let bytes = rights.lockedBytes else {
            return Finding(
                .processLimits, .unknown, "/proc/self/limits cannot be read",
                remedy: "Mount /proc whole for this process.")
        }
        let hasPriority = priority >= Int64(ThreadPriority.supervisor) || rights.mayTakeAnyPriority
        let hasMemory = bytes == .max || rights.mayLockAll
        let user = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(geteuid())"
        let memory = bytes == .max ? "unlimited" : ByteText.short(bytes)
        let text =
            "user \(user): rtprio \(priority)\(rights.mayTakeAnyPriority ? " (CAP_SYS_NICE: any)" : "")"
            + ", memlock \(memory)\(rights.mayLockAll ? " (CAP_IPC_LOCK: all)" : "")"
        return Finding(
            .processLimits, hasPriority && hasMemory ? .good : processDegraded, text,
            remedy: "Give the user rtprio 90 and memlock unlimited, by the daemon's unit or in /etc/security/limits.d.")
    }

    /// Whether processors can be kept awake while the pump moves.
    func idleHold() -> Finding {
        let path = "/dev/cpu_dma_latency"
        guard let node = machine.node(path) else {
            return Finding(
                .idleHold, .notice, "\(path) is not there: processors may sleep deeply between edges",
                remedy: "Use a kernel with CONFIG_PM_QOS (CONFIG_CPU_IDLE), or start it with cpuidle.off=1.")
        }
        let error = machine.opening(path, O_WRONLY)
        guard error != 0 else { return Finding(.idleHold, .good, "\(path) can be held (\(node.text))") }
        return Finding(
            .idleHold, .notice, "\(path) (\(node.text)) cannot be held: \(String(cString: strerror(error)))",
            remedy: "Install 70-cisterna.rules, which gives it to the group cisterna, and run udevadm trigger.")
    }

    /// How late a waking thread is, against the rig's bound.
    func latencyFinding() -> Finding {
        let bound = LatencyText.span(latency.bound)
        guard latency.wakeUps > 0 else {
            return Finding(
                .latency, .unknown, "no wake-up has been measured; the bound is \(bound)",
                remedy: isSimulated
                    ? "Run the simulated rig at speed-up 1: above it nothing can be late." : "Ask again in a minute.")
        }
        let source = latency.source == .record ? "since the daemon's start" : "measured now"
        let text =
            "p50 \(LatencyText.span(latency.p50)), p99.9 \(LatencyText.span(latency.p999)), worst "
            + "\(LatencyText.span(latency.maximum)) of \(latency.wakeUps) wake-ups \(source); the bound is \(bound)"
        if latency.source == .measurement, obtained.realTimeClass != 1, latency.verdict != .good {
            return Finding(
                .latency, .unknown, text + "; measured without SCHED_FIFO, which the daemon's threads have",
                remedy: "Measure as root, or start the daemon and ask it.")
        }
        return Finding(
            .latency, latency.verdict, text,
            remedy: latency.verdict == .bad
                ? "See to preemption, scheduling class, governor and idle states, or raise limits.late-edge."
                : "The worst leaves less than four times its room: see to the other notes.")
    }
}
