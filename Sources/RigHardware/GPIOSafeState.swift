// SPDX-License-Identifier: Apache-2.0

/// The way out after a pump program has died: drives its lines safe from another process.
public enum GPIOSafeState {
    /// Requests each output and drives it safe, ENABLE first: driver off, heartbeat low, valve closed, STEP released.
    ///
    /// Tries all, whichever fails, and gives what failed: empty is safe. Kernels that keep released lines driven keep
    /// them so; on others each line follows its pull resistor from the return on.
    public static func drive(_ configuration: GPIOConfiguration) -> [GPIOError] {
        let lines: GPIOLines
        do throws(GPIOError) {
            lines = try GPIOLines(chip: configuration.chip)
        } catch {
            return [error]
        }
        let outputs = configuration.safeOutputs.map(\.output) + [configuration.direction]

        var held: [GPIOOutputs] = []
        var errors: [GPIOError] = []
        for output in outputs {
            do throws(GPIOError) {
                held.append(try lines.request([output], consumer: configuration.consumer("safe-state")))
            } catch {
                errors.append(error)
            }
        }
        for request in held { request.release() }
        return errors
    }
}
