// SPDX-License-Identifier: Apache-2.0

/// Buzzer and lamps, a request each, where they are fitted. Of one thread at a time.
public struct GPIOAlarmLines: Sendable, BitwiseCopyable {
    private var lines = InlineArray<4, GPIOOutputs?>(repeating: nil)

    /// Requests the lines that the configuration names, all of them off; nil where it names none.
    public static func open(_ configuration: GPIOConfiguration) throws(GPIOError) -> GPIOAlarmLines? {
        guard !configuration.alarms.isEmpty else { return nil }
        let chip = try GPIOLines(chip: configuration.chip)
        var held = GPIOAlarmLines()
        do throws(GPIOError) {
            for (place, output) in GPIOAlarmOutput.allCases.enumerated() {
                guard let line = configuration.alarms[output] else { continue }
                held.lines[place] = try chip.request([line], consumer: configuration.consumer(output.rawValue))
            }
        } catch {
            held.release()
            throw error
        }
        return held
    }

    /// Sets what is fitted; true if each took it.
    public func set(_ output: GPIOAlarmOutput, _ isOn: Bool) -> Bool {
        guard let place = GPIOAlarmOutput.allCases.firstIndex(of: output), let line = lines[place] else { return true }
        return line.set(0, isOn)
    }

    /// Switches all off and gives them back.
    public func release() {
        for place in lines.indices {
            guard let line = lines[place] else { continue }
            _ = line.set(0, false)
            line.release()
        }
    }
}
