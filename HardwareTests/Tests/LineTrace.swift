// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The kernel's record of every set of the rig's lines, in a buffer of its own.
///
/// Real chips and simulated ones are traced alike: the tracepoint stands where the kernel sets a line, whoever asks.
final class LineTrace: Sendable {
    private static let instance = "/sys/kernel/tracing/instances/cisterna-tests"
    private let folder: String
    let chip: KernelChip

    init(_ chip: KernelChip) throws {
        folder = Self.instance
        self.chip = chip
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write("0", to: "tracing_on")
        try write("mono", to: "trace_clock")
        try write("16384", to: "buffer_size_kb")
        let highest = chip.base + (chip.lines.values.max() ?? 0)
        try write("gpio >= \(chip.base) && gpio <= \(highest)", to: "events/gpio/gpio_value/filter")
        try write("1", to: "events/gpio/gpio_value/enable")
        try restart()
    }

    /// Forgets what was recorded and goes on.
    func restart() throws {
        try write("0", to: "tracing_on")
        try write("", to: "trace")
        try write("1", to: "tracing_on")
    }

    /// All sets since the start, in their order.
    ///
    /// - Throws: Where the buffer has lost some.
    func events() throws -> [LineEvent] {
        let text = try KernelFile.read("\(folder)/trace")
        guard !text.contains("LOST") else { throw TestFailure("the kernel's trace buffer has lost events") }
        for processor in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/per_cpu") {
            let statistics = try KernelFile.read("\(folder)/per_cpu/\(processor)/stats")
            guard statistics.contains("overrun: 0\n") else {
                throw TestFailure("the kernel's trace buffer of \(processor) was overrun:\n\(statistics)")
            }
        }
        return text.split(separator: "\n").compactMap(LineEvent.init)
    }

    private func write(_ text: String, to file: String) throws { try KernelFile.write(text, to: "\(folder)/\(file)") }
}
