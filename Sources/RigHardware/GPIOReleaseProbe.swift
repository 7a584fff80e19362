// SPDX-License-Identifier: Apache-2.0

/// Finds out what this kernel does with an output line whose holder lets go of it, as when a process dies.
public enum GPIOReleaseProbe {
    /// Requests each safe output by itself, ENABLE first, with its safe level from the first moment on: driver off,
    /// heartbeat low, valve closed, STEP released. Lets go of it, and looks at direction and level afterwards.
    ///
    /// No line is ever driven asserted. A line that falls back to its pull takes the pull's level, whatever that means:
    /// it does so whenever the pump ends, too.
    ///
    /// - Returns: The lines in the order in which they were probed. DIR is left alone: neither of its levels is safer.
    /// - Throws: ``GPIOError`` where the chip or a line is not there, not permitted or held by somebody; nothing is driven
    ///   before all of them are known to be free.
    public static func probe(_ configuration: GPIOConfiguration) throws(GPIOError) -> [GPIOReleasedLine] {
        try configuration.check()
        let lines = try GPIOLines(chip: configuration.chip)
        let outputs = configuration.safeOutputs
        for (_, output) in outputs { _ = try lines.line(output.name) }
        var released: [GPIOReleasedLine] = []
        for (purpose, output) in outputs {
            let consumer = configuration.consumer("probe")
            try lines.request([output], consumer: consumer).release()
            // Looked up anew: direction is the kernel's word of now.
            let after = try GPIOLines(chip: configuration.chip)
            let isOutput = try after.line(output.name).isOutput
            let isAsserted = try after.read(output, asInput: !isOutput, consumer: consumer)
            released.append(
                GPIOReleasedLine(
                    purpose: purpose, name: output.name, staysDriven: isOutput, isAsserted: isAsserted))
        }
        return released
    }
}
