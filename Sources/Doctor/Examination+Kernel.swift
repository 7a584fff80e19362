// SPDX-License-Identifier: Apache-2.0
import ControlInterface

extension Examination {
    /// How far the kernel lets a waking thread interrupt its own work. Debian names a real-time kernel for amd64 and arm64.
    func kernelPreemption() -> Finding {
        let release = machine.text("/proc/sys/kernel/osrelease") ?? ""
        guard let version = machine.text("/proc/sys/kernel/version") else {
            return Finding(
                .kernelPreemption, .unknown, "/proc/sys/kernel/version cannot be read",
                remedy: "Mount /proc whole for this process.")
        }
        let kernel = release.isEmpty ? "the kernel" : "Linux \(release)"
        let words = version.split(separator: " ")
        if machine.text("/sys/kernel/realtime") == "1" || words.contains("PREEMPT_RT") {
            return Finding(.kernelPreemption, .good, "\(kernel): PREEMPT_RT")
        }
        let remedy = "Install a PREEMPT_RT kernel (Debian: linux-image-rt-amd64 or linux-image-rt-arm64)."
        if words.contains("PREEMPT_DYNAMIC") {
            let mode = preemptionMode()
            let text = "\(kernel): PREEMPT_DYNAMIC, \(mode.map { "mode \($0)" } ?? "its mode cannot be read here")"
            return Finding(.kernelPreemption, mode == "none" ? degraded : .notice, text, remedy: remedy)
        }
        if words.contains("PREEMPT") {
            return Finding(.kernelPreemption, .notice, "\(kernel): PREEMPT, without PREEMPT_RT's bound", remedy: remedy)
        }
        return Finding(
            .kernelPreemption, degraded,
            "\(kernel) does not preempt itself: one system call can hold a thread up for long",
            remedy: remedy)
    }

    /// `none`, `voluntary`, `full` or `lazy`; the one in force stands in brackets.
    private func preemptionMode() -> String? {
        if let modes = machine.text("/sys/kernel/debug/sched/preempt"),
            let open = modes.firstIndex(of: "("), let close = modes[open...].firstIndex(of: ")")
        {
            return String(modes[modes.index(after: open)..<close])
        }
        let words = (machine.text("/proc/cmdline") ?? "").split(whereSeparator: \.isWhitespace)
        return words.last { $0.hasPrefix("preempt=") }.map { String($0.dropFirst("preempt=".count)) }
    }

    /// How much of a second the kernel leaves to real-time threads: a guard, unless it is nothing or next to it.
    func realTimeThrottling() -> Finding {
        guard let runtime = machine.number("/proc/sys/kernel/sched_rt_runtime_us") else {
            return Finding(
                .realTimeThrottling, .unknown, "/proc/sys/kernel/sched_rt_runtime_us cannot be read",
                remedy: "Mount /proc/sys for this process.")
        }
        let period = machine.number("/proc/sys/kernel/sched_rt_period_us") ?? 1_000_000
        let remedy = "Set kernel.sched_rt_runtime_us = 950000 in /etc/sysctl.d."
        if runtime < 0 {
            return Finding(.realTimeThrottling, .good, "off: real-time threads may take all of the processor's time")
        }
        let share = period > 0 ? runtime.multipliedReportingOverflow(by: 100).partialValue / period : 0
        let text = "real-time threads may run \(runtime) us of each \(period) us, \(share) %"
        if runtime == 0 { return Finding(.realTimeThrottling, .bad, text, remedy: remedy) }
        return Finding(.realTimeThrottling, share < 50 ? .notice : .good, text, remedy: remedy)
    }

    /// What decides over the processors' frequency.
    func cpuGovernor() -> Finding {
        var processors: [String: [Int]] = [:]
        for name in machine.entries("/sys/devices/system/cpu") where name.hasPrefix("cpu") {
            guard let number = Int(name.dropFirst(3)),
                let governor = machine.text("/sys/devices/system/cpu/\(name)/cpufreq/scaling_governor")
            else { continue }
            processors[governor, default: []].append(number)
        }
        guard !processors.isEmpty else {
            return Finding(.cpuGovernor, .good, "no cpufreq here: nothing changes the frequency that this system sees")
        }
        let text = processors.sorted { $0.key < $1.key }
            .map { "\($0.key) on CPU \(ProcessorList($0.value))" }.joined(separator: ", ")
        return Finding(
            .cpuGovernor, Set(processors.keys) == ["performance"] ? .good : .notice, text,
            remedy: "Set the governor performance on every CPU (cpupower frequency-set -g performance).")
    }

    /// Processors that the kernel keeps other work away from; they serve nothing unless the process may run there.
    func isolatedCPUs() -> Finding {
        let isolated = ProcessorList(parsing: machine.text("/sys/devices/system/cpu/isolated") ?? "")
        let tickless = ProcessorList(parsing: machine.text("/sys/devices/system/cpu/nohz_full") ?? "")
        let online = ProcessorList(parsing: machine.text("/sys/devices/system/cpu/online") ?? "")
        let ticks = tickless.isEmpty ? "" : "; nohz_full \(tickless)"
        guard !isolated.isEmpty else {
            let count = online.numbers.count
            let shared = count == 0 ? "" : count == 1 ? ": 1 CPU does all work" : ": \(count) CPUs share all work"
            return Finding(.isolatedCPUs, .good, "none\(shared)\(ticks)")
        }
        let status = machine.text("/proc/self/status")?.split(separator: "\n")
        let allowed = status?.first { $0.hasPrefix("Cpus_allowed_list:") }?
            .split(whereSeparator: \.isWhitespace).last.map { ProcessorList(parsing: String($0)) }
        guard let allowed else {
            return Finding(
                .isolatedCPUs, .unknown, "\(isolated) of \(online)\(ticks); where this process may run is not known",
                remedy: "Mount /proc whole for this process.")
        }
        let isUsed = !Set(allowed.numbers).isDisjoint(with: isolated.numbers)
        let text = "\(isolated) of \(online)\(ticks); this process may run on \(allowed)"
        return Finding(
            .isolatedCPUs, isUsed ? .good : .notice, text,
            remedy: "Give the daemon's unit CPUAffinity=\(isolated), or take isolcpus from the kernel's command line.")
    }
}
