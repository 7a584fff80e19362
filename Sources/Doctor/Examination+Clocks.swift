// SPDX-License-Identifier: Apache-2.0
import ControlInterface
import Glibc

extension Examination {
    /// Read in the process itself: by a counter of the processor, or of a host that lends its own.
    private static let quickSources: Set<String> = [
        "arch_sys_counter", "hyperv_clocksource_tsc_page", "kvm-clock", "riscv_clocksource", "tsc",
    ]
    /// Each reading goes over a bus, or ticks too coarsely.
    private static let slowSources: Set<String> = ["acpi_pm", "hpet", "jiffies", "pit", "refined-jiffies"]

    /// What the kernel counts time by.
    func clockSource() -> Finding {
        let folder = "/sys/devices/system/clocksource/clocksource0"
        guard let source = machine.text("\(folder)/current_clocksource"), !source.isEmpty else {
            return Finding(
                .clockSource, .unknown, "\(folder)/current_clocksource cannot be read",
                remedy: "Mount /sys for this process.")
        }
        let others = (machine.text("\(folder)/available_clocksource") ?? "").split(whereSeparator: \.isWhitespace)
            .map(String.init).filter { $0 != source }
        let text = others.isEmpty ? source : "\(source); also there: \(others.joined(separator: ", "))"
        if Self.quickSources.contains(source) { return Finding(.clockSource, .good, text) }
        let quick = others.first { Self.quickSources.contains($0) }
        guard Self.slowSources.contains(source) else {
            return Finding(
                .clockSource, .notice, "\(text); how quickly it is read is not known here",
                remedy: quick.map { "Start the kernel with clocksource=\($0)." } ?? "Judge it by the latency above.")
        }
        return Finding(
            .clockSource, .bad, "\(text); each reading costs a microsecond or more, or ticks too coarsely",
            remedy: quick.map { "Start the kernel with clocksource=\($0)." }
                ?? "See in the kernel's log why it gave up the processor's own counter.")
    }

    /// Whether the record's wall time is right. No stroke follows the wall clock.
    func clockSynchronised() -> Finding {
        let remedy = "Run chrony or systemd-timesyncd."
        switch clockSynchronisation {
        case 1: return Finding(.clockSynchronised, .good, "the wall clock is synchronised")
        case 0:
            return Finding(
                .clockSynchronised, .notice,
                "the wall clock is not synchronised: the record marks its times so", remedy: remedy)
        default:
            let reason = String(cString: strerror(-clockSynchronisation))
            return Finding(
                .clockSynchronised, .unknown,
                "this process may not ask (adjtimex: \(reason)): the record marks its times as not known to be right",
                remedy: "Let systemd-timesyncd keep the clock: its mark in /run/systemd/timesync is believed.")
        }
    }
}
