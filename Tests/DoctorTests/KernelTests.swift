// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Testing

@testable import Doctor

/// Goal: what the kernel says of itself is judged as it is meant. Method: a made-up /proc and /sys for each verdict.
@Suite("The doctor on the kernel")
struct KernelTests {
    private static let version = "/proc/sys/kernel/version"
    private static let debug = "/sys/kernel/debug/sched/preempt"

    @Test(
        "Preemption, by the kernel's version, its flag, its mode and its command line",
        arguments: [
            ([version: "#1 SMP PREEMPT_RT Debian 6.12"], VerdictWord.good, "PREEMPT_RT"),
            ([version: "#1 SMP PREEMPT Debian", "/sys/kernel/realtime": "1"], .good, "PREEMPT_RT"),
            ([version: "#1 SMP PREEMPT Debian"], .notice, "without PREEMPT_RT"),
            ([version: "#1 SMP PREEMPT_DYNAMIC Debian"], .notice, "cannot be read"),
            ([version: "#1 SMP PREEMPT_DYNAMIC", debug: "none voluntary (full) lazy"], .notice, "mode full"),
            ([version: "#1 SMP PREEMPT_DYNAMIC", "/proc/cmdline": "quiet preempt=lazy ro"], .notice, "mode lazy"),
            ([version: "#1 SMP PREEMPT_DYNAMIC", debug: "(none) voluntary full"], .bad, "mode none"),
            ([version: "#1 SMP Debian"], .bad, "does not preempt itself"),
            ([:], .unknown, "cannot be read"),
        ])
    func preemption(files: [String: String], verdict: VerdictWord, words: String) throws {
        let machine = try FakeMachine(files)
        let finding = machine.examine().finding(.kernelPreemption)
        #expect(finding.verdict == verdict && finding.text.contains(words), "\(finding)")
        #expect((finding.remedy == nil) == (verdict == .good))
        // A rig that may be armed without real time may do with any kernel.
        let relaxed = machine.examine(rig: FakeMachine.simulated).finding(.kernelPreemption)
        #expect(relaxed.verdict == (verdict == .bad ? .notice : verdict))
    }

    @Test("The release is named")
    func releaseIsNamed() throws {
        let machine = try FakeMachine([Self.version: "#1 PREEMPT_RT", "/proc/sys/kernel/osrelease": "6.12.25-rt"])
        #expect(machine.examine().finding(.kernelPreemption).text == "Linux 6.12.25-rt: PREEMPT_RT")
    }

    @Test(
        "Throttling: a guard at 95 %, a fault at nothing",
        arguments: [
            ("950000", VerdictWord.good, "95 %"), ("-1", .good, "off"), ("100000", .notice, "10 %"),
            ("0", .bad, "0 %"), ("x", .unknown, "cannot be read"),
        ])
    func throttling(runtime: String, verdict: VerdictWord, words: String) throws {
        let machine = try FakeMachine([
            "/proc/sys/kernel/sched_rt_runtime_us": runtime, "/proc/sys/kernel/sched_rt_period_us": "1000000",
        ])
        let finding = machine.examine().finding(.realTimeThrottling)
        #expect(finding.verdict == verdict && finding.text.contains(words), "\(finding)")
    }

    @Test("The governor of every processor counts; none at all is fine")
    func governor() throws {
        let machine = try FakeMachine()
        #expect(machine.examine().finding(.cpuGovernor).verdict == .good)
        for number in 0..<4 {
            try machine.write("performance", to: "/sys/devices/system/cpu/cpu\(number)/cpufreq/scaling_governor")
        }
        try machine.write("x", to: "/sys/devices/system/cpu/cpufreq/scaling_governor")
        #expect(machine.examine().finding(.cpuGovernor).text == "performance on CPU 0-3")
        #expect(machine.examine().finding(.cpuGovernor).verdict == .good)
        try machine.write("ondemand", to: "/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor")
        let finding = machine.examine().finding(.cpuGovernor)
        #expect(finding.verdict == .notice && finding.text == "ondemand on CPU 1, performance on CPU 0,2-3")
    }

    @Test(
        "Isolated processors serve only where the process may run on them",
        arguments: [
            ("", "0-3", VerdictWord.good, "none: 4 CPUs share all work"), ("3", "0-3", .good, "3 of 0-3"),
            ("2-3", "0-1", .notice, "this process may run on 0-1"), ("3", nil, .unknown, "not known"),
        ] as [(String, String?, VerdictWord, String)])
    func isolated(isolated: String, allowed: String?, verdict: VerdictWord, words: String) throws {
        let machine = try FakeMachine([
            "/sys/devices/system/cpu/isolated": isolated, "/sys/devices/system/cpu/online": "0-3",
            "/sys/devices/system/cpu/nohz_full": "3",
        ])
        if let allowed { try machine.write("Cpus_allowed_list:\t\(allowed)", to: "/proc/self/status") }
        let finding = machine.examine().finding(.isolatedCPUs)
        #expect(finding.verdict == verdict && finding.text.contains(words), "\(finding)")
        #expect(finding.text.contains("nohz_full 3"))
    }

    @Test("Lists of processors are read and written as the kernel does")
    func processors() {
        #expect(ProcessorList(parsing: "0-2,5,7-8").numbers == [0, 1, 2, 5, 7, 8])
        #expect(ProcessorList([8, 0, 1, 2, 7, 5, 5]).description == "0-2,5,7-8")
        #expect(ProcessorList(parsing: "(null)").isEmpty && ProcessorList(parsing: "").isEmpty)
        #expect(ProcessorList(parsing: "0-99999999").isEmpty && ProcessorList(parsing: "3-1").isEmpty)
    }

    @Test(
        "Clock sources: quick ones, slow ones, others, none",
        arguments: [
            ("tsc", VerdictWord.good, nil), ("arch_sys_counter", .good, nil), ("kvm-clock", .good, nil),
            ("timer", .notice, "clocksource=tsc"), ("hpet", .bad, "clocksource=tsc"), ("acpi_pm", .bad, "tsc"),
            (nil, .unknown, "/sys"),
        ] as [(String?, VerdictWord, String?)])
    func clockSource(source: String?, verdict: VerdictWord, remedy: String?) throws {
        let folder = "/sys/devices/system/clocksource/clocksource0"
        let machine = try FakeMachine(["\(folder)/available_clocksource": "tsc hpet acpi_pm"])
        if let source { try machine.write(source, to: "\(folder)/current_clocksource") }
        let finding = machine.examine().finding(.clockSource)
        #expect(finding.verdict == verdict, "\(finding)")
        #expect(remedy.map { finding.remedy?.contains($0) == true } ?? (finding.remedy == nil), "\(finding)")
    }

    @Test("A wall clock that nobody sets is noted; one that may not be asked is not known")
    func synchronised() throws {
        let machine = try FakeMachine()
        #expect(machine.examine().finding(.clockSynchronised).verdict == .good)
        #expect(machine.examine(clockSynchronisation: 0).finding(.clockSynchronised).verdict == .notice)
        let unknown = machine.examine(clockSynchronisation: -1).finding(.clockSynchronised)
        #expect(unknown.verdict == .unknown && unknown.text.contains("adjtimex"), "\(unknown)")
    }

    @Test("A watchdog counts when somebody feeds it")
    func watchdog() throws {
        let machine = try FakeMachine()
        #expect(machine.examine().finding(.hardwareWatchdog).verdict == .notice)
        try machine.write("", to: "/dev/watchdog")
        try machine.write("", to: "/dev/watchdog0")
        try machine.write("Broadcom BCM2835 Watchdog timer", to: "/sys/class/watchdog/watchdog0/identity")
        try machine.write("[Manager]\n#RuntimeWatchdogSec=off", to: "/etc/systemd/system.conf")
        let idle = machine.examine().finding(.hardwareWatchdog)
        #expect(idle.verdict == .notice && idle.text.contains("Broadcom"), "\(idle)")
        try machine.write("[Manager]\nRuntimeWatchdogSec=10s", to: "/usr/lib/systemd/system.conf.d/50-rig.conf")
        #expect(machine.examine().finding(.hardwareWatchdog).verdict == .good)
        try machine.write("[Manager]\nRuntimeWatchdogSec = 0", to: "/etc/systemd/system.conf.d/50-rig.conf")
        #expect(machine.examine().finding(.hardwareWatchdog).verdict == .notice)
        try machine.write("active", to: "/sys/class/watchdog/watchdog0/state")
        #expect(machine.examine().finding(.hardwareWatchdog).verdict == .good)
    }
}
