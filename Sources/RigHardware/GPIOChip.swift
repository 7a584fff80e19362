// SPDX-License-Identifier: Apache-2.0
import CGpiod
import Glibc

/// A GPIO chip that the machine has.
public struct GPIOChip: Hashable, Sendable {
    /// Where it is now. It may change at the next start: nothing but this run may hold on to it.
    public let path: String
    /// What it is called; empty where it could not be opened.
    public let label: String
    public let lineCount: Int
    /// Why it could not be opened: 0 or an errno.
    public let code: Int32

    /// More than any machine has.
    private static let mostChips = 64

    public init(path: String, label: String, lineCount: Int = 0, code: Int32 = 0) {
        self.path = path
        self.label = label
        self.lineCount = lineCount
        self.code = code
    }

    /// Whether the kernel only simulates it (gpio-sim): nothing can hang on such lines.
    public var isSimulated: Bool {
        let node = path.split(separator: "/").last.map(String.init) ?? ""
        guard let device = realpath("/sys/bus/gpio/devices/\(node)", nil) else { return false }
        defer { free(device) }
        return String(cString: device).contains("/gpio-sim.")
    }

    /// All chips of the machine, by number.
    public static func all() throws(GPIOError) -> [GPIOChip] {
        var found = [cisterna_gpio_chip](repeating: cisterna_gpio_chip(), count: mostChips)
        var call: UnsafePointer<CChar>?
        let count = cisterna_gpio_chips(&found, Int32(mostChips), &call)
        guard count >= 0 else { throw GPIOError(.callFailed, chip: "", call: GPIOText.call(call), code: -count) }
        return found.prefix(Int(count)).map { chip in
            GPIOChip(
                path: GPIOText.string(chip.path), label: GPIOText.string(chip.label), lineCount: Int(chip.line_count),
                code: chip.error)
        }
    }

    /// The one chip that bears the label.
    static func named(_ label: String, among chips: [GPIOChip]) throws(GPIOError) -> GPIOChip {
        let matching = chips.filter { $0.code == 0 && $0.label == label }
        if matching.count == 1 { return matching[0] }
        if matching.count > 1 { throw GPIOError(.chipNotUnique(paths: matching.map(\.path)), chip: label) }
        guard !chips.isEmpty else { throw GPIOError(.noChips, chip: label) }
        // A chip that may not be opened keeps its label to itself: it may be the one.
        if let closed = chips.first(where: { $0.code == EACCES || $0.code == EPERM }) {
            throw GPIOError(.notPermitted(path: closed.path), chip: label, call: "open", code: closed.code)
        }
        throw GPIOError(.noSuchChip(labels: chips.filter { $0.code == 0 }.map(\.label)), chip: label)
    }

    /// All lines of the chip, by offset.
    public func lines() throws(GPIOError) -> [GPIOLine] {
        var found = [cisterna_gpio_line](repeating: cisterna_gpio_line(), count: lineCount)
        var call: UnsafePointer<CChar>?
        let count = cisterna_gpio_lines(path, &found, Int32(lineCount), &call)
        guard count >= 0 else { throw GPIOError(.callFailed, chip: label, call: GPIOText.call(call), code: -count) }
        return found.prefix(Int(count)).map { line in
            GPIOLine(
                name: GPIOText.string(line.name), offset: line.offset, isUsed: line.is_used,
                consumer: GPIOText.string(line.consumer), isOutput: line.is_output)
        }
    }
}
