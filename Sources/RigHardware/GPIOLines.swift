// SPDX-License-Identifier: Apache-2.0
import CGpiod
import Glibc

/// The lines of the one chip that a rig uses, looked up once and requested one by one.
struct GPIOLines {
    let chip: GPIOChip
    let lines: [GPIOLine]

    /// Finds the chip and reads its lines.
    init(chip label: String) throws(GPIOError) {
        chip = try GPIOChip.named(label, among: try GPIOChip.all())
        lines = try chip.lines()
    }

    /// A line that is there once and that nobody holds.
    func line(_ name: String) throws(GPIOError) -> GPIOLine {
        try GPIOLine.free(name, among: lines, chip: chip.label)
    }

    /// Reads a line without driving it. As an input it is let go first, if it was driven.
    func read(_ output: GPIOConfiguration.Output, asInput: Bool, consumer: String) throws(GPIOError) -> Bool {
        let line = try line(output.name)
        var call: UnsafePointer<CChar>?
        let value = cisterna_gpio_read(chip.path, line.offset, output.isActiveLow, asInput, consumer, &call)
        guard value >= 0 else { throw failure(line: output.name, call: call, code: -value) }
        return value == 1
    }

    /// Requests outputs in one request, none of them asserted.
    func request(_ outputs: [GPIOConfiguration.Output], consumer: String) throws(GPIOError) -> GPIOOutputs {
        var wanted: [cisterna_gpio_output] = []
        for output in outputs {
            let line = try line(output.name)
            wanted.append(cisterna_gpio_output(offset: line.offset, is_active_low: output.isActiveLow, value: false))
        }
        var request: OpaquePointer?
        var call: UnsafePointer<CChar>?
        let result = cisterna_gpio_request_outputs(
            chip.path, wanted, Int32(wanted.count), consumer, &request, &call)
        guard result == 0, let request else {
            throw failure(line: outputs.map(\.name).joined(separator: ", "), call: call, code: -result)
        }
        return GPIOOutputs(request)
    }

    /// Requests an input with both edges.
    func request(_ input: GPIOConfiguration.Input, consumer: String) throws(GPIOError) -> GPIOInput {
        let line = try line(input.name)
        let bias =
            switch input.bias {
            case .asIs: CISTERNA_GPIO_BIAS_AS_IS
            case .disabled: CISTERNA_GPIO_BIAS_DISABLED
            case .pullUp: CISTERNA_GPIO_BIAS_PULL_UP
            case .pullDown: CISTERNA_GPIO_BIAS_PULL_DOWN
            }
        // Rounded up: the kernel counts in microseconds, and 0 would be none.
        let debounce = UInt32((input.debounce.nanoseconds + 999) / 1_000)
        var request: OpaquePointer?
        var call: UnsafePointer<CChar>?
        let result = cisterna_gpio_request_input(
            chip.path, line.offset, input.isActiveLow, bias, debounce, consumer, &request, &call)
        guard result == 0, let request else { throw failure(line: input.name, call: call, code: -result) }
        return GPIOInput(request)
    }

    /// Says of a failed call what it was. Who took a line between the look and the request is looked up again.
    private func failure(line name: String, call: UnsafePointer<CChar>?, code: Int32) -> GPIOError {
        if code == EBUSY {
            let names = name.split(separator: ", ").map(String.init)
            let now = (try? chip.lines()) ?? []
            let taken = now.first { $0.isUsed && names.contains($0.name) }
            return GPIOError(
                .lineInUse(consumer: taken?.consumer ?? ""), chip: chip.label, line: taken?.name ?? name,
                call: GPIOText.call(call), code: code)
        }
        let problem: GPIOError.Problem =
            code == EACCES || code == EPERM ? .notPermitted(path: chip.path) : .callFailed
        return GPIOError(problem, chip: chip.label, line: name, call: GPIOText.call(call), code: code)
    }
}
