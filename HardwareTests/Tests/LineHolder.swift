// SPDX-License-Identifier: Apache-2.0

@testable import RigHardware

/// Another process's hold on a line, as `gpioset` would have it.
final class LineHolder {
    let consumer = "somebody-else"
    private let request: GPIOOutputs
    private var isHeld = true

    init(chip: String, line: String) throws {
        request = try GPIOLines(chip: chip).request([GPIOConfiguration.Output(name: line)], consumer: consumer)
    }

    func release() {
        if isHeld { request.release() }
        isHeld = false
    }
}
