// SPDX-License-Identifier: Apache-2.0
import RigHardware

extension GPIOAlarmLines {
    /// Shows a signal on the lines that are fitted; true if each took it.
    func show(_ signal: AlarmSignal) -> Bool {
        let results = [
            set(.buzzer, signal.buzzer), set(.lampHigh, signal.lampHigh), set(.lampMedium, signal.lampMedium),
            set(.lampLow, signal.lampLow),
        ]
        return results.allSatisfy { $0 }
    }
}
